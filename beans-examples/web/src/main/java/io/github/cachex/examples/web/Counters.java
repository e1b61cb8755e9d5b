// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Listens to the cache: counts what happens on this node, and tells each asker what happened to it. */
@ApplicationScoped
public class Counters implements CacheListener {
    private final Map<Happening, LongAdder> counts = new EnumMap<>(Happening.class);

    /** Events come on the thread that caused them. */
    private static final ThreadLocal<@Nullable Set<Happening>> MINE = new ThreadLocal<>();

    public Counters() {
        for (Happening happening : Happening.values()) {
            counts.put(happening, new LongAdder());
        }
    }

    @Override
    public void on(CacheEvent event) {
        if (event.cache().equals(Catalogue.CACHE)) {
            Happening.of(event).ifPresent(this::count);
        }
    }

    private void count(Happening happening) {
        Set<Happening> own = MINE.get();
        if (own != null) {
            own.add(happening);
        }
        LongAdder count = counts.get(happening);
        if (count != null) {
            count.increment();
        }
    }

    /** Begins to note what happens to this thread. */
    void begin() {
        MINE.set(EnumSet.noneOf(Happening.class));
    }

    /** Returns what happened to this thread since it began, and ends that. */
    Set<Happening> end() {
        Set<Happening> own = MINE.get();
        // Threads of a server outlive the application.
        MINE.remove();
        return own == null ? Set.of() : own;
    }

    /** Returns how often each happened, by its name in lower case. */
    Map<String, Long> counts() {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((happening, count) -> named.put(happening.name(), count.sum()));
        return named;
    }
}
