// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.Invalidation;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The MXBean of one cache. */
final class CacheBean extends DescribedBean implements CacheMXBean {
    private static final long UNKNOWN = -1;

    private final String name;
    private final Supplier<CacheStats> stats;
    private final Caches caches;

    CacheBean(String name, Supplier<CacheStats> stats, Caches caches) {
        super(CacheMXBean.class);
        this.name = name;
        this.stats = stats;
        this.caches = caches;
    }

    @Override
    public String getCache() {
        return name;
    }

    @Override
    public double getHitRate() {
        return stats.get().hitRate().orElse(Double.NaN);
    }

    @Override
    public long getHits() {
        return stats.get().hits();
    }

    @Override
    public long getNearHits() {
        return stats.get().nearHits();
    }

    @Override
    public long getMisses() {
        return stats.get().misses();
    }

    @Override
    public long getLoads() {
        return stats.get().loads();
    }

    @Override
    public long getLoadFailures() {
        return stats.get().loadFailures();
    }

    @Override
    public long getWaits() {
        return stats.get().waits();
    }

    @Override
    public long getStaleServed() {
        return stats.get().staleServed();
    }

    @Override
    public long getRefreshes() {
        return stats.get().refreshes();
    }

    @Override
    public long getStored() {
        return stats.get().stored();
    }

    @Override
    public long getNotStored() {
        return stats.get().notStored();
    }

    @Override
    public long getUndecodable() {
        return stats.get().undecodable();
    }

    @Override
    public long getInvalidations() {
        return stats.get().invalidations();
    }

    @Override
    public long getQueuedInvalidations() {
        return stats.get().queuedInvalidations();
    }

    @Override
    public long getBackendFailures() {
        return stats.get().backendFailures();
    }

    @Override
    public long getEntries() {
        return stats.get().entries().orElse(UNKNOWN);
    }

    @Override
    public long getEvictions() {
        return stats.get().evictions().orElse(UNKNOWN);
    }

    @Override
    public long getNearEntries() {
        return stats.get().nearEntries();
    }

    @Override
    public long getNearBytes() {
        return stats.get().nearBytes();
    }

    @Override
    public long getNearEvictions() {
        return stats.get().nearEvictions();
    }

    @Override
    public long getBytesRead() {
        return stats.get().bytesRead();
    }

    @Override
    public long getBytesWritten() {
        return stats.get().bytesWritten();
    }

    @Override
    public TimeFigures getLoadTime() {
        return new KnownTimes(stats.get().loadTime());
    }

    @Override
    public TimeFigures getBackendTime() {
        return new KnownTimes(stats.get().backendTime());
    }

    @Override
    public Map<String, MethodFigures> getMethods() {
        Map<String, MethodFigures> methods = new TreeMap<>();
        caches.methods().forEach((method, counted) -> {
            if (counted.cache().equals(name)) {
                methods.put(method, new KnownMethod(counted));
            }
        });
        return methods;
    }

    @Override
    public String getBreaker() {
        return stats.get().breaker().name();
    }

    @Override
    public boolean isLinkUp() {
        return stats.get().linkUp();
    }

    @Override
    public String invalidate(String id) {
        return steer(cache -> cache.invalidate(id));
    }

    @Override
    public String invalidateTag(String tag) {
        return steer(cache -> cache.invalidateTags(tag));
    }

    @Override
    public String invalidateMatching(String pattern) {
        return steer(cache -> cache.invalidateMatching(pattern));
    }

    @Override
    public String clear() {
        return steer(CacheHandler::clear);
    }

    private String steer(Function<CacheHandler, Invalidation> operation) {
        return run(() -> operation.apply(caches.cache(name)).outcome().name());
    }
}
