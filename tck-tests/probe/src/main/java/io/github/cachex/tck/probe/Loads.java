// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the loads, and knows where the last one ran. */
@ApplicationScoped
public class Loads {
    private final AtomicInteger count = new AtomicInteger();
    private volatile String place = "nowhere";

    Fact load(String key) {
        Thread thread = Thread.currentThread();
        place = thread.getName() + " in " + thread.getContextClassLoader();
        return new Fact(key, count.incrementAndGet());
    }

    int count() {
        return count.get();
    }

    String place() {
        return place;
    }
}
