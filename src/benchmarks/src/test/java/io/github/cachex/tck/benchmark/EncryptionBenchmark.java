// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Show;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What encryption costs a put and a get, as a multiple of the same without it, measured in turns in one run. */
class EncryptionBenchmark extends OverRedis {
    private static final String[] PLAIN = {
        "cachex.near.enabled", "false", "cachex.max-value", "4MiB", "cachex.backend-budget", "10s"
    };
    private static final String[] SEALED = {
        "cachex.near.enabled",
        "false",
        "cachex.max-value",
        "4MiB",
        "cachex.backend-budget",
        "10s",
        "cachex.encryption.keys",
        "bench:" + Base64.getEncoder().encodeToString(new byte[32])
    };
    private static final int ROUNDS = Rounds.of(300, 3_000);
    /** Until the JVM has compiled its cipher for large values. */
    private static final int WARM = 200;

    /** A ratio of medians. */
    private static final double LIMIT = 3;

    @Test
    void smallValue_costsLittleMore() {
        measure(100, "100 B");
    }

    @Test
    void middlingValue_costsLittleMore() {
        measure(10_000, "10 KB");
    }

    @Test
    void largeValue_costsLittleMore() {
        measure(1_000_000, "1 MB");
    }

    private void measure(int size, String said) {
        String value = "x".repeat(size);
        CacheHandler plain = node(PLAIN);
        CacheHandler sealed = node(SEALED);
        CacheKey<String> plainKey = CacheKey.of("plain", String.class);
        CacheKey<String> sealedKey = CacheKey.of("sealed", String.class);
        int rounds = size > 100_000 ? ROUNDS / 10 : ROUNDS;
        for (int i = 0; i < Math.max(rounds, WARM); i++) {
            once(plain, plainKey, value, new ArrayList<>(), new ArrayList<>());
            once(sealed, sealedKey, value, new ArrayList<>(), new ArrayList<>());
        }
        List<List<Elapsed>> times = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            times.add(new ArrayList<>());
        }
        for (int i = 0; i < rounds; i++) {
            once(plain, plainKey, value, times.get(0), times.get(1));
            once(sealed, sealedKey, value, times.get(2), times.get(3));
        }
        show("put", said, times.get(0), times.get(2));
        show("get", said, times.get(1), times.get(3));
    }

    private static void once(
            CacheHandler node, CacheKey<String> key, String value, List<Elapsed> puts, List<Elapsed> gets) {
        Elapsed put = Elapsed.start();
        node.put(key, value);
        puts.add(put.stop());
        Elapsed get = Elapsed.start();
        String found = node.get(key).orElse("");
        gets.add(get.stop());
        assertThat(found).hasSameSizeAs(value);
    }

    private static void show(String operation, String size, List<Elapsed> plain, List<Elapsed> sealed) {
        double before = Millis.percentile(plain, 50);
        double after = Millis.percentile(sealed, 50);
        Show.atMost(
                "encryption",
                after / before,
                LIMIT,
                "times as long for a " + operation + " of " + size + " (" + after + " ms instead of " + before
                        + "), medians of " + plain.size());
    }
}
