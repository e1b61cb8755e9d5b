// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.time.Duration;
import java.util.Optional;

/** Cachex, whose entries hold what releases before this one do not know: validators, or a failure in the place of a value. */
final class NewerCache implements Subject {
    private static final String FAILED = "there is nothing but version ";

    private final FencedCache plain;
    private final boolean failing;

    /** Creates one with validators beside each value; with failures instead of values where it is {@code failing}. */
    NewerCache(CacheHandler.Builder builder, boolean failing) {
        this.plain = new FencedCache(
                failing
                        ? builder.options(CacheOptions.defaults()
                                .cacheExceptions(Duration.ofMinutes(5), IllegalStateException.class))
                        : builder);
        this.failing = failing;
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        if (failing) {
            try {
                return plain.fetch(slot, () -> {
                    throw new IllegalStateException(FAILED + load.load());
                });
            } catch (IllegalStateException e) {
                return Long.valueOf(e.getMessage().substring(FAILED.length()));
            }
        }
        return plain.handler()
                .<Long, LoadException>fetchWith(
                        CacheKey.of(FencedCache.id(slot), Long.class), CacheOptions.defaults(), context -> {
                            Long version = load.load();
                            context.etag("version-" + version);
                            return version;
                        });
    }

    @Override
    public Optional<Long> get(int slot) {
        return plain.get(slot);
    }

    @Override
    public boolean invalidate(int slot) {
        return plain.invalidate(slot);
    }

    @Override
    public boolean put(int slot, long version) {
        return plain.put(slot, version);
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        return plain.putIfAbsent(slot, version);
    }

    @Override
    public void close() {
        plain.close();
    }
}
