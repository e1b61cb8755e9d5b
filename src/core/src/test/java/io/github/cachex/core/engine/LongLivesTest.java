// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Durations that no long of nanoseconds or milliseconds holds: whoever gives them is given its value. */
class LongLivesTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("post:2", String.class);

    static Stream<Duration> lives() {
        return Stream.of(
                ChronoUnit.FOREVER.getDuration(),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofDays(365_000),
                // Between 292 and 1,000 years: no nanoseconds, but no "never" either.
                Duration.ofDays(364_999),
                Duration.ofDays(150_000),
                Duration.ofSeconds(9_999_999_999L),
                Duration.ofDays(106_752),
                Duration.ofNanos(Long.MAX_VALUE));
    }

    static Stream<CacheOptions> options() {
        return lives().flatMap(life -> {
            CacheOptions lasting = CacheOptions.ttl(life);
            return Stream.of(
                    lasting,
                    lasting.jitter(0.9),
                    lasting.refreshAhead(0.8),
                    lasting.refreshAhead(0.000_000_1).jitter(0.1),
                    lasting.sliding(true),
                    lasting.near(false).refreshAhead(0.8).sliding(true),
                    lasting.staleTtl(life),
                    CacheOptions.ttl("1h").staleTtl(life).softTimeout(life),
                    CacheOptions.ttl("1h").hardTimeout(life),
                    CacheOptions.ttl("1h").waitTimeout(life),
                    CacheOptions.ttl("1h").cacheNullFor(life));
        });
    }

    @ParameterizedTest
    @MethodSource("options")
    void anyOperation_takesThem(CacheOptions options) throws Exception {
        try (Fixture fixture = new Fixture("cachex.backend-budget", "10s")) {
            CacheHandler here = fixture.here;
            for (int i = 0; i < 2; i++) {
                assertThat(here.fetch(KEY, options, () -> "loaded")).isEqualTo("loaded");
                assertThat(fixture.there.fetch(KEY, options, () -> "loaded")).isEqualTo("loaded");
            }
            assertThat(here.<String, RuntimeException>fetch(CacheKey.of("null", String.class), options, () -> null))
                    .isNull();
            assertThat(here.<String>fetchAsync(
                                    CacheKey.of("async", String.class),
                                    options,
                                    () -> CompletableFuture.completedFuture("later"))
                            .toCompletableFuture()
                            .get())
                    .isEqualTo("later");
            assertThat(here.<String, RuntimeException>fetchAll(
                            List.of(KEY, OTHER), options, missing -> Map.of(OTHER, "bulk")))
                    .containsExactly(Map.entry(KEY, "loaded"), Map.entry(OTHER, "bulk"));
            here.put(KEY, "put", options);
            assertThat(here.get(KEY)).contains("put");
            assertThat(here.putIfAbsent(CacheKey.of("new", String.class), "new", options))
                    .isTrue();
            here.putAll(Map.of(KEY, "a", OTHER, "b"), options);
            assertThat(here.getAll(List.of(KEY, OTHER))).containsValues("a", "b");
            assertThat(here.stats().backendFailures()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void loadThatSaysThem_givesItsValueAndStoresIt(Duration life) throws Exception {
        try (Fixture fixture = new Fixture("cachex.refresh-ahead", "0.8", "cachex.backend-budget", "10s")) {
            for (int i = 0; i < 2; i++) {
                assertThat(fixture.here.<String, RuntimeException>fetchWith(KEY, CacheOptions.defaults(), context -> {
                            context.ttl(life);
                            return "token";
                        }))
                        .isEqualTo("token");
            }
            assertThat(fixture.there.get(KEY)).contains("token");
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void touchAndIncrement_takeThem(Duration life) throws Exception {
        try (Fixture fixture = new Fixture("cachex.backend-budget", "10s")) {
            fixture.here.put(KEY, "value");
            assertThat(fixture.here.touch(KEY, life)).isTrue();
            assertThat(fixture.there.get(KEY)).contains("value");
            assertThat(fixture.here.increment("visits", 2, life)).isEqualTo(2);
            assertThat(fixture.there.increment("visits", 1, life)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void configurationThatSaysThem_isTaken(Duration life) throws Exception {
        String text = life.toString();
        try (Fixture fixture = new Fixture(
                "cachex.ttl", text, "cachex.refresh-ahead", "0.8", "cachex.stale-ttl", text, "cachex.near.ttl", text)) {
            for (int i = 0; i < 2; i++) {
                assertThat(fixture.here.fetch(KEY, () -> "loaded")).isEqualTo("loaded");
            }
            assertThat(fixture.there.get(KEY)).contains("loaded");
        }
    }
}
