// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.NodeReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What the nodes say of themselves: this one, and then those that answer. */
final class Reports implements Inquiry<List<NodeReport>> {
    private final NodeReport own;
    private final int most;
    private final Map<String, NodeReport> others = new TreeMap<>();
    private final CompletableFuture<List<NodeReport>> result = new CompletableFuture<>();
    private int expected = Integer.MAX_VALUE;

    Reports(NodeReport own, int most) {
        this.own = own;
        this.most = most;
    }

    @Override
    public CompletableFuture<List<NodeReport>> result() {
        return result;
    }

    @Override
    public void told(int asked) {
        synchronized (this) {
            expected = asked;
        }
        endIfAll();
    }

    @Override
    public void take(NodeAnswer answer) {
        answer.report().filter(report -> !report.jvm().equals(own.jvm())).ifPresent(report -> {
            synchronized (this) {
                if (others.size() < most) {
                    others.put(report.jvm(), report);
                }
            }
            endIfAll();
        });
    }

    private void endIfAll() {
        boolean all;
        synchronized (this) {
            all = others.size() >= expected;
        }
        if (all) {
            end();
        }
    }

    @Override
    public void end() {
        List<NodeReport> reports = new ArrayList<>();
        synchronized (this) {
            reports.addAll(others.values());
        }
        reports.sort(Comparator.comparing(NodeReport::node).thenComparing(NodeReport::jvm));
        reports.add(0, own);
        result.complete(List.copyOf(reports));
    }
}
