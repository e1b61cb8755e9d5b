// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NodeChannel;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A channel of nodes in this JVM, on which each message comes twice, as in a cluster. */
final class Hub implements NodeChannel {
    private final Map<String, NodeListener> nodes = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    volatile boolean deaf;

    @Override
    public NodeSession open(String namespace, NodeListener listener) {
        String id = String.format("%016x", lastId.incrementAndGet());
        nodes.put(id, listener);
        return new NodeSession() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean isHeard() {
                return !deaf;
            }

            @Override
            public OptionalInt ask(byte[] question, CallBudget budget) {
                nodes.values().forEach(node -> {
                    node.asked(question);
                    node.asked(question);
                });
                return OptionalInt.of(nodes.size());
            }

            @Override
            public void answer(String to, byte[] answer, CallBudget budget) {
                nodes.get(to).answered(answer);
                nodes.get(to).answered(answer);
            }

            @Override
            public void close() {
                nodes.remove(id);
            }
        };
    }
}
