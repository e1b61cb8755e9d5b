// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener bean: counts the loads that Cachex tells of. */
@ApplicationScoped
public class HeardLoads implements CacheListener {
    private final AtomicInteger heard = new AtomicInteger();

    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Loaded loaded && !loaded.cache().startsWith("cachex-")) {
            heard.incrementAndGet();
        }
    }

    int heard() {
        return heard.get();
    }
}
