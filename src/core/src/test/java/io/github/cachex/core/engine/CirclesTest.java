// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads that wait for each other in a circle end as soon as they can, whoever's threads they run on. */
class CirclesTest {
    private static final CacheKey<String> A = CacheKey.of("a", String.class);
    private static final CacheKey<String> B = CacheKey.of("b", String.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.over(Map.of(
                    "cachex.wait-timeout", "30s",
                    "cachex.jitter", "0")))
            .backend(FakeBackend.create())
            .serializer(new JavaSerializer()));
    private final CacheHandler one = engine.cache("one");
    private final CacheHandler two = engine.cache("two");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Barrier both = new Barrier();

    @AfterEach
    void close() {
        both.open();
        engine.close();
        threads.shutdownNow();
    }

    static List<CacheOptions> options() {
        return List.of(CacheOptions.defaults(), CacheOptions.defaults().hardTimeout("20s"));
    }

    private void endsInTime(List<Callable<String>> calls) throws Exception {
        endsInTime(calls, () -> {});
    }

    private void endsInTime(List<Callable<String>> calls, Runnable whileBothLoad) throws Exception {
        Elapsed elapsed = Elapsed.start();
        List<Future<String>> answers = calls.stream().map(threads::submit).toList();
        both.await(2);
        whileBothLoad.run();
        both.open();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).startsWith("plain");
        }
        elapsed.isWithin(LIMIT);
    }

    private String nested(CacheHandler cache, CacheKey<String> key, CacheOptions options) {
        both.arrive();
        return cache.fetch(key, options, () -> "plain " + key.id());
    }

    @ParameterizedTest
    @MethodSource("options")
    void twoLoadsOfEachOther_end(CacheOptions options) throws Exception {
        endsInTime(List.of(
                () -> one.fetch(A, options, () -> nested(one, B, options)),
                () -> one.fetch(B, options, () -> nested(one, A, options))));
    }

    @ParameterizedTest
    @MethodSource("options")
    void twoLoadsOfEachOther_endWhenATagIsInvalidatedMeanwhile(CacheOptions options) throws Exception {
        endsInTime(
                List.of(
                        () -> one.fetch(A, options, () -> nested(one, B, options)),
                        () -> one.fetch(B, options, () -> nested(one, A, options))),
                () -> one.invalidateTags("news"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void twoLoadsOfEachOtherInTwoCaches_end(CacheOptions options) throws Exception {
        endsInTime(List.of(
                () -> one.fetch(A, options, () -> nested(two, B, options)),
                () -> two.fetch(B, options, () -> nested(one, A, options))));
    }

    @ParameterizedTest
    @MethodSource("options")
    void loaderOfItsOwnKey_ends(CacheOptions options) {
        Elapsed elapsed = Elapsed.start();
        assertThat(one.fetch(A, options, () -> one.fetch(A, options, () -> "plain")))
                .isEqualTo("plain");
        elapsed.isWithin(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("options")
    void loaderOfItsOwnKeyWithAnotherType_ends(CacheOptions options) {
        CacheKey<Object> other = CacheKey.of(A.id(), Object.class);
        Elapsed elapsed = Elapsed.start();
        assertThat(one.fetch(A, options, () -> (String) one.fetch(other, options, () -> "plain")))
                .isEqualTo("plain");
        elapsed.isWithin(LIMIT);
    }

    @Test
    void bulkLoaderOfItsOwnKeyWithAnotherType_ends() {
        CacheKey<Object> other = CacheKey.of(A.id(), Object.class);
        Elapsed elapsed = Elapsed.start();
        Map<CacheKey<String>, String> found = one.fetchAll(
                List.of(A), CacheOptions.defaults(), missing -> Map.of(A, (String) one.fetch(other, () -> "plain")));
        assertThat(found).containsExactly(Map.entry(A, "plain"));
        elapsed.isWithin(LIMIT);
    }

    @Test
    void crossingBulks_end() throws Exception {
        CacheOptions options = CacheOptions.defaults();
        endsInTime(List.of(() -> bulk(List.of(A, B), options), () -> bulk(List.of(B, A), options)));
    }

    private String bulk(List<CacheKey<String>> keys, CacheOptions options) {
        Map<CacheKey<String>, String> found = one.fetchAll(keys, options, missing -> {
            Map<CacheKey<String>, String> loaded = new java.util.HashMap<>();
            missing.forEach(key -> loaded.put(key, "plain " + key.id()));
            return loaded;
        });
        both.arrive();
        assertThat(found).containsOnlyKeys(A, B);
        return found.get(A);
    }
}
