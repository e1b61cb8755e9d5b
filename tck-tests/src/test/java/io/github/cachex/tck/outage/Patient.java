// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.redis.Pause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An application on Weld SE with one annotated method, over a source that counts its loads and takes 1 ms each. */
public final class Patient implements AutoCloseable {
    private final SeContainer container;

    private Patient(SeContainer container) {
        this.container = container;
    }

    /** Starts it with {@code configuration}. */
    public static Patient start(Map<String, String> configuration) {
        return new Patient(Deployment.start(configuration, Answers.class, Stethoscope.class));
    }

    /** Returns the bean. */
    public Answers answers() {
        return container.select(Answers.class).get();
    }

    /** Returns the cache of the method. */
    public CacheHandler cache() {
        return answers().cache();
    }

    public boolean isOpen() {
        return cache().stats().breaker() == BreakerState.OPEN;
    }

    /** Returns what listeners heard of the breaker. */
    public List<BreakerState> changes() {
        return container.select(Stethoscope.class).get().changes();
    }

    @Override
    public void close() {
        container.close();
    }

    /** The slow thing. */
    @ApplicationScoped
    public static class Answers {
        private final Map<Integer, Integer> versions = new ConcurrentHashMap<>();
        private final Map<Integer, List<Long>> loadedAt = new ConcurrentHashMap<>();

        @Inject
        @Cachex("outage")
        private CacheHandler cache;

        /** Loads the version of {@code id}. */
        @CachexFetch(cache = "outage", key = "{0}")
        public String of(int id) {
            loadedAt.computeIfAbsent(id, none -> new CopyOnWriteArrayList<>()).add(System.nanoTime());
            Pause.millis(1);
            return "version " + versions.getOrDefault(id, 1);
        }

        /** Changes {@code id} to {@code version}. */
        public void change(int id, int version) {
            versions.put(id, version);
        }

        /** Returns how often {@code id} was loaded. */
        public int loads(int id) {
            return loadedAt.getOrDefault(id, List.of()).size();
        }

        /** Returns the most loads that any key got within {@code seconds}. */
        public int mostLoadsWithin(long seconds) {
            int most = 0;
            for (List<Long> times : loadedAt.values()) {
                List<Long> window = new ArrayList<>();
                for (long time : times) {
                    window.removeIf(earlier -> time - earlier >= TimeUnit.SECONDS.toNanos(seconds));
                    window.add(time);
                    most = Math.max(most, window.size());
                }
            }
            return most;
        }

        /** Forgets the loads so far. */
        public void forgetLoads() {
            loadedAt.clear();
        }

        /** Returns the cache. */
        public CacheHandler cache() {
            return cache;
        }
    }

    /** Hears the breaker. */
    @ApplicationScoped
    public static class Stethoscope implements CacheListener {
        private final List<BreakerState> changes = new CopyOnWriteArrayList<>();

        @Override
        public boolean wants(Class<? extends CacheEvent> type) {
            return type == BreakerChanged.class;
        }

        @Override
        public void on(CacheEvent event) {
            if (event instanceof BreakerChanged change) {
                changes.add(change.state());
            }
        }

        /** Returns what it heard. */
        public List<BreakerState> changes() {
            return List.copyOf(changes);
        }
    }
}
