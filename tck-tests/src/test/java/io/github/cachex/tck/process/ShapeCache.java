// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.util.Optional;

/** Cachex with values of the class {@link Shape}, however that looks in this process. */
final class ShapeCache implements Subject {
    private final CacheHandler handler;

    ShapeCache(CacheHandler handler) {
        this.handler = handler;
    }

    private static CacheKey<Shape> key(int slot) {
        return CacheKey.of(FencedCache.id(slot), Shape.class);
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        return handler.<Shape, LoadException>fetch(key(slot), () -> Shape.of(load.load()))
                .version();
    }

    @Override
    public Optional<Long> get(int slot) {
        return handler.get(key(slot)).map(Shape::version);
    }

    @Override
    public boolean invalidate(int slot) {
        return handler.invalidate(FencedCache.id(slot)).isApplied();
    }

    @Override
    public boolean put(int slot, long version) {
        handler.put(key(slot), Shape.of(version));
        return true;
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        return handler.putIfAbsent(key(slot), Shape.of(version), CacheOptions.defaults());
    }

    @Override
    public void close() {
        handler.close();
    }
}
