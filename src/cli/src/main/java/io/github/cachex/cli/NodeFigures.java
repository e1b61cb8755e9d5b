// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What nodes counted, as it is printed. */
final class NodeFigures {
    private final Output output;
    private final List<String> caches;
    private boolean nodes;
    private boolean methods;
    private boolean hot;

    /** Prints those of {@code caches} by {@code output}; of all where none are named. */
    NodeFigures(Output output, List<String> caches) {
        this.output = output;
        this.caches = caches;
    }

    /** Has each node printed by itself. */
    NodeFigures withNodes(boolean wanted) {
        nodes = wanted;
        return this;
    }

    /** Has each method printed. */
    NodeFigures withMethods(boolean wanted) {
        methods = wanted;
        return this;
    }

    /** Has the hottest keys printed. */
    NodeFigures withHotKeys(boolean wanted) {
        hot = wanted;
        return this;
    }

    /** Prints what {@code reports} say. */
    void print(List<NodeReport> reports) {
        if (output.isJson()) {
            output.json(reports.stream().map(this::json).toList());
        } else {
            printText(reports);
        }
    }

    private boolean isMeant(String cache) {
        return caches.isEmpty() || caches.contains(cache);
    }

    private void printText(List<NodeReport> reports) {
        Map<String, CacheStats> sums = new TreeMap<>();
        Map<String, MethodStats> ofMethods = new TreeMap<>();
        Map<String, Map<String, Long>> hottest = new TreeMap<>();
        for (NodeReport report : reports) {
            report.stats().forEach((cache, stats) -> sums.merge(cache, stats, CacheStats::plus));
            report.methods().forEach((method, stats) -> ofMethods.merge(method, stats, MethodStats::plus));
            report.hotKeys()
                    .forEach((cache, keys) -> keys.forEach(key -> hottest.computeIfAbsent(cache, any -> new TreeMap<>())
                            .merge(key.id(), key.asked(), Long::sum)));
            if (nodes) {
                output.line(report.node() + "  " + health(report.health())
                        + (report.complete() ? "" : "  (not all of it was told)"));
                report.stats().forEach((cache, stats) -> print("  " + cache, cache, stats));
            }
        }
        sums.forEach((cache, stats) -> print(cache, cache, stats));
        if (methods) {
            ofMethods.values().stream()
                    .filter(stats -> isMeant(stats.cache()))
                    .forEach(stats -> output.line(stats.method() + "  " + line(stats)));
        }
        if (hot) {
            hottest.forEach((cache, keys) -> {
                if (isMeant(cache)) {
                    keys.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                            .forEach(key -> output.line(cache + "  " + key.getKey() + "  about "
                                    + ShownText.count(key.getValue(), "read")));
                }
            });
        }
    }

    private void print(String name, String cache, CacheStats stats) {
        if (isMeant(cache)) {
            output.line(name + "  " + line(stats));
        }
    }

    private static String health(CacheHealth health) {
        List<String> sick = health.parts().stream()
                .filter(part -> !part.isWell())
                .map(part ->
                        "part " + part.name() + ": breaker " + lower(part.breaker()) + ", link " + lower(part.link()))
                .toList();
        String parts = sick.isEmpty() ? "store well" : String.join("; ", sick);
        return parts + "  " + ShownText.count(health.queuedInvalidations(), "queued invalidation")
                + (health.enabled() ? "" : "  off (cachex.enabled=false)");
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String line(CacheStats stats) {
        return "hit rate " + rate(stats.hitRate()) + "  hits " + stats.hits() + " (near " + stats.nearHits()
                + ")  misses "
                + stats.misses() + "  loads " + stats.loads() + " (failed " + stats.loadFailures() + ")  stale "
                + stats.staleServed()
                + "  load " + times(stats.loadTime()) + "  store " + times(stats.backendTime()) + "  near "
                + ShownText.count(stats.nearEntries(), "entry");
    }

    private static String line(MethodStats stats) {
        return "hit rate " + rate(stats.hitRate()) + "  hits " + stats.hits() + " (near " + stats.nearHits()
                + ")  misses " + stats.misses() + "  loads " + stats.loads() + " (failed " + stats.loadFailures()
                + ")  load " + times(stats.loadTime());
    }

    private static String rate(OptionalDouble rate) {
        return rate.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * rate.getAsDouble());
    }

    private static String times(LatencyStats times) {
        return times.p50().isZero() && times.max().isZero()
                ? "-"
                : "p50 " + millis(times.p50()) + " p99 " + millis(times.p99());
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1fms", time.toNanos() / 1e6);
    }

    private Map<String, Object> json(NodeReport report) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("node", report.node());
        row.put("host", report.host());
        row.put("pid", report.pid());
        row.put("since", report.since().toString());
        row.put("complete", report.complete());
        row.put("queuedInvalidations", report.health().queuedInvalidations());
        row.put("well", report.health().isWell());
        Map<String, Object> stats = new LinkedHashMap<>();
        report.stats().forEach((cache, counted) -> {
            if (isMeant(cache)) {
                stats.put(cache, json(counted));
            }
        });
        row.put("caches", stats);
        if (methods) {
            row.put(
                    "methods",
                    report.methods().values().stream()
                            .filter(counted -> isMeant(counted.cache()))
                            .map(NodeFigures::json)
                            .toList());
        }
        if (hot) {
            Map<String, Object> keys = new LinkedHashMap<>();
            report.hotKeys()
                    .forEach((cache, hottest) -> keys.put(
                            cache, hottest.stream().map(NodeFigures::json).toList()));
            row.put("hotKeys", keys);
        }
        return row;
    }

    private static Map<String, Object> json(CacheStats stats) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("hits", stats.hits());
        row.put("nearHits", stats.nearHits());
        row.put("misses", stats.misses());
        row.put("loads", stats.loads());
        row.put("loadFailures", stats.loadFailures());
        row.put("waits", stats.waits());
        row.put("staleServed", stats.staleServed());
        row.put("stored", stats.stored());
        row.put("notStored", stats.notStored());
        row.put("undecodable", stats.undecodable());
        row.put("invalidations", stats.invalidations());
        row.put("backendFailures", stats.backendFailures());
        row.put("bytesRead", stats.bytesRead());
        row.put("bytesWritten", stats.bytesWritten());
        row.put("nearEntries", stats.nearEntries());
        row.put("breaker", lower(stats.breaker()));
        row.put("linkUp", stats.linkUp());
        row.put("load", json(stats.loadTime()));
        row.put("store", json(stats.backendTime()));
        return row;
    }

    private static Map<String, Object> json(MethodStats stats) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("method", stats.method());
        row.put("cache", stats.cache());
        row.put("hits", stats.hits());
        row.put("nearHits", stats.nearHits());
        row.put("misses", stats.misses());
        row.put("loads", stats.loads());
        row.put("loadFailures", stats.loadFailures());
        row.put("staleServed", stats.staleServed());
        row.put("load", json(stats.loadTime()));
        return row;
    }

    private static Map<String, Object> json(LatencyStats times) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("count", times.count());
        row.put("seconds", times.total().toNanos() / 1e9);
        row.put("p50", times.p50().toNanos() / 1e9);
        row.put("p99", times.p99().toNanos() / 1e9);
        row.put("max", times.max().toNanos() / 1e9);
        return row;
    }

    private static Map<String, Object> json(HotKey key) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", key.id());
        row.put("asked", key.asked());
        row.put("atMostTooMany", key.atMostTooMany());
        return row;
    }
}
