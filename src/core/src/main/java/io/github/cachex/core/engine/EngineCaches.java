// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.Advice;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.HotKey;
import io.github.cachex.Invalidation;
import io.github.cachex.LeaseHolder;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import io.github.cachex.SettingInForce;
import io.github.cachex.core.node.SoughtLease;
import io.github.cachex.core.statistics.BackendUse;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.statistics.CacheCounters.BackendState;
import io.github.cachex.core.statistics.CacheCounters.NearState;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** The caches of an engine, for those who ask for all of them. */
record EngineCaches(CacheEngine engine) implements Caches {
    private static final CacheStats NOTHING =
            new CacheCounters(new BackendUse()).stats(BackendState.IDLE, NearState.EMPTY);

    static final Runnable REFUSED = () -> {
        throw new UnsupportedOperationException(
                "this cache is one of several that are closed together; leave it open, and close its Caches");
    };

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(new TreeSet<>(engine.open().keySet()));
    }

    @Override
    public Optional<CacheHandler> find(String name) {
        return Optional.ofNullable(engine.open().get(name)).map(CacheAssembly::handler);
    }

    @Override
    public CacheHandler cache(String name) {
        return engine.cache(name, REFUSED);
    }

    @Override
    public Map<String, CacheStats> stats() {
        SortedMap<String, CacheStats> stats = new TreeMap<>();
        engine.open().forEach((name, cache) -> stats.put(name, cache.stats()));
        return Collections.unmodifiableSortedMap(stats);
    }

    @Override
    public CacheStats total() {
        return stats().values().stream().reduce(NOTHING, CacheStats::plus);
    }

    @Override
    public Map<String, MethodStats> methods() {
        SortedMap<String, MethodStats> methods = new TreeMap<>();
        engine.open()
                .values()
                .forEach(cache ->
                        cache.methods().forEach(stats -> methods.merge(stats.method(), stats, MethodStats::plus)));
        return Collections.unmodifiableSortedMap(methods);
    }

    @Override
    public List<HotKey> hotKeys(String name) {
        CacheAssembly cache = engine.open().get(name);
        return cache == null ? List.of() : cache.hotKeys();
    }

    @Override
    public CompletionStage<List<NodeReport>> nodes(Duration wait) {
        return engine.nodes().reports(wait);
    }

    @Override
    public CompletionStage<Optional<LeaseHolder>> leaseHolder(String name, String id, Duration wait) {
        return engine.nodes().holder(engine.lease(name, id), wait);
    }

    @Override
    public CompletionStage<Optional<LeaseHolder>> leaseHolder(long token, Duration wait) {
        return engine.nodes().holder(SoughtLease.of(token), wait);
    }

    @Override
    public Map<String, Invalidation> clear() {
        Map<String, Invalidation> cleared = new LinkedHashMap<>();
        RuntimeException failed = null;
        for (Map.Entry<String, CacheAssembly> cache : new TreeMap<>(engine.open()).entrySet()) {
            try {
                cleared.put(cache.getKey(), cache.getValue().handler().clear());
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return Collections.unmodifiableMap(cleared);
    }

    @Override
    public CacheHealth health() {
        return engine.health();
    }

    @Override
    public List<SettingInForce> settings() {
        return engine.settings();
    }

    @Override
    public List<Advice> advice() {
        return new Advices(engine::open, this, Advices.RUNNING_TIME).all();
    }

    @Override
    public void close() {
        engine.close();
    }
}
