// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** Two nodes of one cache for each test, and a loader that counts. */
abstract class TwoNodes {
    final Fixture fixture;
    final CacheHandler here;
    final CacheHandler there;
    final AtomicInteger loads = new AtomicInteger();

    /** Opens them with these keys and texts by turns. */
    TwoNodes(String... properties) {
        fixture = new Fixture(properties);
        here = fixture.here;
        there = fixture.there;
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    String load() {
        return "value " + loads.incrementAndGet();
    }
}
