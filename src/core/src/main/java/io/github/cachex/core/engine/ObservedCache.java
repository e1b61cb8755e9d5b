// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.core.fault.Faults;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A cache as its observers see it: opened once and then closed once, whoever closes it while it is being opened. Thread-safe. */
final class ObservedCache {
    private enum Phase {
        NEW,
        OPENING,
        OPEN,
        CLOSED
    }

    private final List<CacheObserver> observers;
    private final Faults faults;
    private final String name;
    /** Kept as long as the cache is: observers may hold it weakly. */
    private final Supplier<CacheStats> stats;

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

    /** Creates one of the cache {@code name}; what it counts is read from {@code stats}. */
    ObservedCache(List<CacheObserver> observers, Faults faults, String name, Supplier<CacheStats> stats) {
        this.observers = observers;
        this.faults = faults;
        this.name = name;
        this.stats = stats;
    }

    /** Tells that it is there, unless that was told. Returns whether it told. */
    boolean open() {
        if (!phase.compareAndSet(Phase.NEW, Phase.OPENING)) {
            return false;
        }
        tell(observer -> observer.opened(name, stats));
        if (!phase.compareAndSet(Phase.OPENING, Phase.OPEN)) {
            tell(observer -> observer.closed(name));
        }
        return true;
    }

    /** Tells that it is closed, unless that was told; where it is being opened, whoever does so tells it next. */
    void close() {
        if (phase.getAndSet(Phase.CLOSED) == Phase.OPEN) {
            tell(observer -> observer.closed(name));
        }
    }

    private void tell(Consumer<CacheObserver> news) {
        for (CacheObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (Throwable e) {
                faults.report("observer " + observer.getClass().getName() + " failed", e);
            }
        }
    }
}
