// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.engine.MethodCache;
import io.github.cachex.core.engine.NamedCache;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cachex as annotated methods use it: values are kept here by the arguments of the call, and dropped by their ids. */
final class MethodLike implements Subject {
    private final MethodCache cache;
    private final CacheSettings settings;
    private final FencedCache others;

    /** Fetches by arguments, with what {@code settings} say; does the rest by id, through {@code others}. */
    MethodLike(FencedCache others, Map<String, String> settings) {
        NamedCache named = (NamedCache) others.handler();
        this.cache = named.methods();
        this.settings = Configuration.read(new Fixed(settings), List.of()).cache(named.name());
        this.others = others;
    }

    private record Arguments(String method, int slot) {}

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        try {
            NearLookup found = cache.lookUpNear(new Arguments("of", slot));
            return (Long)
                    (found instanceof NearHit hit
                            ? hit.value()
                            : cache.fetch(
                                    found,
                                    CacheKey.of(FencedCache.id(slot), Long.class),
                                    settings,
                                    context -> load.load()));
        } catch (LoadException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Long> get(int slot) {
        return others.get(slot);
    }

    @Override
    public boolean invalidate(int slot) {
        return others.invalidate(slot);
    }

    @Override
    public boolean put(int slot, long version) {
        return others.put(slot, version);
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        return others.putIfAbsent(slot, version);
    }

    @Override
    public void close() {
        others.close();
    }
}
