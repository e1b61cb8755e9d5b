// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.error.CacheBackendException;
import java.util.Optional;

/** Cachex, by its public API alone. */
public final class FencedCache implements Subject {
    private final CacheHandler handler;
    private final NearHits nearHits = new NearHits();
    private final SoakEvidence evidence = new SoakEvidence();

    public FencedCache(CacheHandler.Builder builder) {
        this(builder, false);
    }

    /** Creates one that keeps evidence if it is {@code watched}. */
    FencedCache(CacheHandler.Builder builder, boolean watched) {
        builder.listener(nearHits);
        this.handler = (watched ? builder.listener(evidence) : builder).build();
    }

    SoakEvidence evidence() {
        return evidence;
    }

    public CacheHandler handler() {
        return handler;
    }

    public NearHits nearHits() {
        return nearHits;
    }

    /** Returns the id under which {@code slot} is cached. */
    public static String id(int slot) {
        return "slot:" + slot;
    }

    /** Returns the slot that is cached under {@code id}. */
    public static int slot(String id) {
        return Integer.parseInt(id.substring("slot:".length()));
    }

    private static CacheKey<Long> key(int slot) {
        return CacheKey.of(id(slot), Long.class);
    }

    @Override
    public Long fetch(int slot, Load load) throws LoadException {
        return handler.<Long, LoadException>fetch(key(slot), load::load);
    }

    @Override
    public Optional<Long> get(int slot) {
        return handler.get(key(slot));
    }

    @Override
    public boolean invalidate(int slot) {
        return handler.invalidate(id(slot)).isApplied();
    }

    @Override
    public boolean put(int slot, long version) {
        try {
            handler.put(key(slot), version, CacheOptions.defaults().backendErrors(ErrorPolicy.THROW));
            return true;
        } catch (CacheBackendException e) {
            return false;
        }
    }

    @Override
    public boolean putIfAbsent(int slot, long version) {
        return handler.putIfAbsent(key(slot), version, CacheOptions.defaults());
    }

    @Override
    public void close() {
        handler.close();
    }
}
