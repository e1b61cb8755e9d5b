// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheKeyException;
import java.util.function.Supplier;

/** What may change of a cache while it is used: its settings, whether it is switched on, and whether it is closed. Thread-safe. */
final class CacheState implements Supplier<CacheSettings> {
    private final String name;
    private final CacheSwitch power;
    private volatile CacheSettings settings;
    private volatile boolean closed;
    /** Switched on and not closed: one look for those in a hurry. */
    private volatile boolean serving;

    CacheState(String name, CacheSettings settings, boolean on) {
        this.name = name;
        this.settings = settings;
        this.power = new CacheSwitch(on);
        this.serving = on;
    }

    String name() {
        return name;
    }

    /** Returns the settings of calls that begin now. */
    @Override
    public CacheSettings get() {
        return settings;
    }

    void set(CacheSettings next) {
        settings = next;
    }

    /** Returns whether it is switched on. */
    CacheSwitch power() {
        return power;
    }

    /** Switches it {@code on} or off; returns whether that was not so before. */
    synchronized boolean turn(boolean on) {
        boolean turned = power.turn(on);
        serving = on && !closed;
        return turned;
    }

    /** Returns whether it is switched on and not closed. */
    boolean isServing() {
        return serving;
    }

    boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        serving = false;
    }

    /** Throws where it is closed. */
    void check() {
        if (closed) {
            throw new CacheClosedException(name);
        }
    }

    /** Throws where it is closed, or {@code key} is null. */
    void check(CacheKey<?> key) {
        check();
        checkKey(key);
    }

    /** Throws where {@code key} is null. */
    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    static void checkKey(CacheKey<?> key) {
        if (key == null) {
            throw new CacheKeyException("key=null: must not be null; make one with CacheKey.of(id, type)");
        }
    }
}
