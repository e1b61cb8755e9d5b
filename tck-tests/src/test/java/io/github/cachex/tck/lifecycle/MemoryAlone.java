// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.lifecycle;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.outage.Patient;
import java.util.Map;

/** A program that keeps its entries in memory: through a builder, and as an application on Weld. */
final class MemoryAlone {
    static final String DONE = "kept in memory";

    private MemoryAlone() {}

    public static void main(String[] arguments) {
        CacheKey<String> key = CacheKey.of("key", String.class);
        try (CacheHandler cache = CacheHandler.builder().name("alone").build();
                Patient application = Patient.start(Map.of("cachex.prefix", "alone"))) {
            boolean kept = cache.fetch(key, () -> "value").equals(cache.fetch(key, () -> "another"));
            application.answers().of(1);
            application.answers().of(1);
            if (kept && application.answers().loads(1) == 1) {
                System.out.println(DONE);
            }
        }
    }
}
