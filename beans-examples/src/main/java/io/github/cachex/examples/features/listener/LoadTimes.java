// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.listener;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// snippet: listener
@ApplicationScoped
public class LoadTimes implements CacheListener {
    private final Map<String, Duration> slowest = new ConcurrentHashMap<>();

    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Loaded loaded) {
            slowest.merge(loaded.cache(), loaded.took(), (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type == CacheEvent.Loaded.class;
    }

    public Map<String, Duration> slowest() {
        return slowest;
    }
}
// end
