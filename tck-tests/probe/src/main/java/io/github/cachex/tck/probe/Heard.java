// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** A bean that nobody injects. */
@ApplicationScoped
public class Heard implements CacheListener {
    private static final AtomicInteger EVENTS = new AtomicInteger();

    @Override
    public void on(CacheEvent event) {
        EVENTS.incrementAndGet();
    }

    static int events() {
        return EVENTS.get();
    }
}
