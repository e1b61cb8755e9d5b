// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.Advice;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.core.advice.Advisor;
import io.github.cachex.core.advice.CacheFacts;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.near.NearHit;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches of one application, each in another situation, as the advisor sees them after a day. */
class AdviceTest {
    private static final LongSupplier A_DAY_LATER =
            () -> Advices.RUNNING_TIME.getAsLong() + Duration.ofHours(25).toNanos();
    private static final int KEYS = 200;

    private final CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.over(new TreeMap<>(Map.of(
                    "cachex.jitter", "0",
                    "cachex.backend-budget", "10s",
                    "cachex.breaker.slow", "10s",
                    "cachex.cache.late.ttl", "1ms",
                    "cachex.cache.full.near.max-entries", "10",
                    "cachex.cache.large.max-value", "2000",
                    "cachex.cache.warmed.ttl", "1h"))))
            .backend(FakeBackend.create())
            .serializer(new JavaSerializer()));

    @AfterEach
    void close() {
        engine.close();
    }

    private static CacheKey<String> key(int i) {
        return CacheKey.of("post:" + i, String.class);
    }

    private static List<Advice> aDayLater(CacheEngine engine) {
        return new Advices(engine::open, engine.caches(), A_DAY_LATER).all();
    }

    private List<Advice> advice(String cache) {
        return aDayLater(engine).stream()
                .filter(advice -> advice.cache().equals(cache))
                .toList();
    }

    private NamedCache filled(String name, int keys) {
        NamedCache cache = engine.cache(name);
        for (int i = 0; i < keys; i++) {
            cache.fetch(key(i), AdviceTest::load);
        }
        return cache;
    }

    /** Takes longer than the backend. */
    private static String load() {
        LockSupport.parkNanos(1_000_000);
        return "value";
    }

    private List<Advice> valuesThatEndBeforeTheyAreReadAgain() {
        NamedCache late = engine.cache("late");
        for (int round = 0; round < 5; round++) {
            filled("late", KEYS);
            await().pollInterval(Duration.ofMillis(1)).until(() -> !late.contains(key(KEYS - 1)));
        }
        return advice("late");
    }

    private List<Advice> moreValuesThanAreKept() {
        NamedCache full = engine.cache("full");
        await().until(() -> {
            filled("full", KEYS);
            return full.stats().nearEvictions() > 0;
        });
        return advice("full");
    }

    private List<Advice> valueThatIsNearlyTooLarge() {
        engine.cache("large").put(key(1), "x".repeat(1_800));
        return advice("large");
    }

    private List<Advice> warmUpThatNobodyReads() {
        filled("warmed", KEYS);
        for (int i = 0; i < KEYS; i++) {
            engine.warmed("warmed");
        }
        assertThat(engine.caches().advice())
                .as("before they have ended")
                .noneMatch(said -> said.cache().equals("warmed"));
        return advice("warmed");
    }

    private List<Advice> tagsThatNobodyUses() {
        for (int i = 0; i < KEYS; i++) {
            engine.cache("tagged").put(key(i), "value", CacheOptions.defaults().tags("news"));
        }
        assertThat(engine.caches().advice())
                .as("in less than a day")
                .noneMatch(said -> said.cache().equals("tagged"));
        return advice("tagged");
    }

    private List<Advice> oneKeyForNearlyAll() {
        NamedCache hot = engine.cache("hot");
        await().until(() -> {
            hot.fetch(key(1), AdviceTest::load);
            return hot.methods().lookUpNear(key(1)) instanceof NearHit;
        });
        for (int i = 0; i < 20_000; i++) {
            hot.fetch(key(1), AdviceTest::load);
        }
        return advice("hot");
    }

    private List<Advice> backendThatTakesLongerThanTheLoads() {
        for (int i = 0; i < 1_100; i++) {
            engine.cache("costly").fetch(key(i), () -> "value");
        }
        return advice("costly");
    }

    private CacheFacts facts(String cache, CacheStats stats, List<HotKey> hottest) {
        return new CacheFacts(
                cache,
                Duration.ofDays(1),
                stats,
                hottest,
                engine.configuration().cache(cache),
                new CacheTelemetry(List.of()).stores(),
                false,
                Optional.empty());
    }

    private static LatencyStats times(long count, Duration each) {
        return new LatencyStats(count, each.multipliedBy(count), each, each, each);
    }

    private static CacheStats stats(long hits, long near, long misses, LatencyStats loads, LatencyStats backend) {
        return new CacheStats(
                hits,
                near,
                misses,
                misses,
                0,
                0,
                0,
                0,
                misses,
                0,
                0,
                0,
                0,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                BreakerState.CLOSED,
                true,
                loads,
                backend,
                0,
                0,
                0,
                0);
    }

    private NamedCache healthy() {
        NamedCache healthy = engine.cache("healthy");
        CacheOptions tagged = CacheOptions.defaults().tags("news");
        await().until(() -> {
            healthy.fetch(key(0), tagged, AdviceTest::load);
            return healthy.methods().lookUpNear(key(0)) instanceof NearHit;
        });
        for (int i = 0; i < KEYS; i++) {
            engine.warmed("healthy");
        }
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < KEYS; i++) {
                healthy.fetch(key(i), tagged, AdviceTest::load);
            }
        }
        healthy.invalidateTags("news");
        return healthy;
    }

    @Test
    void eachKind_isGivenInItsSituationAndNoneToAHealthyCache() {
        List<Advice> given = new ArrayList<>();
        for (List<Advice> said : List.of(
                valuesThatEndBeforeTheyAreReadAgain(),
                moreValuesThanAreKept(),
                valueThatIsNearlyTooLarge(),
                warmUpThatNobodyReads(),
                tagsThatNobodyUses(),
                oneKeyForNearlyAll(),
                backendThatTakesLongerThanTheLoads())) {
            assertThat(said).as("in one situation").hasSize(1);
            given.addAll(said);
        }
        TreeSet<String> kinds = new TreeSet<>();
        given.forEach(advice -> kinds.add(advice.kind()));
        assertThat(kinds)
                .containsExactly(
                        "costs-more-than-it-saves",
                        "hot-key",
                        "large-values",
                        "near-full",
                        "tags-unused",
                        "ttl-below-reads",
                        "warm-up-unread");
        assertThat(healthy().stats().hits()).isGreaterThan(9_000);
        Show.exactly("advisor", kinds.size(), 7, "kinds of advice given, each in its situation and no other");
        Show.exactly("advisor", advice("healthy").size(), 0, "pieces of advice for a healthy cache");
    }

    @Test
    void what_isNotWorthAWord() {
        CacheStats hotButKept = stats(30_000, 20_000, 100, LatencyStats.NONE, LatencyStats.NONE);
        assertThat(Advisor.advise(facts("a", hotButKept, List.of(new HotKey("post:1", 2_000, 10)))))
                .isEmpty();
        CacheStats quick =
                stats(9_000, 0, 1_000, times(1_000, Duration.ofMillis(100)), times(11_000, Duration.ofMillis(2)));
        assertThat(Advisor.advise(facts("a", quick, List.of(new HotKey("post:1", 12_000, 11_000)))))
                .isEmpty();
        CacheStats few = stats(10, 0, 900, times(900, Duration.ofMillis(1)), times(2_000, Duration.ofMillis(2)));
        assertThat(Advisor.advise(facts("a", few, List.of()))).isEmpty();
    }

    @Test
    void texts_sayWhatWasFoundAndWhatToDo() {
        CacheStats far = stats(30_000, 0, 100, LatencyStats.NONE, LatencyStats.NONE);
        assertThat(Advisor.advise(facts("hot", far, List.of(new HotKey("post:1", 25_000, 10)))))
                .containsExactly(new Advice(
                        "hot-key",
                        "hot",
                        "the key 'post:1' is 83 % of all that is asked for, about 25,000 times: each of these calls asks the"
                                + " backend; near.enabled=true keeps it in this JVM"));
        CacheStats quick =
                stats(5_000, 0, 5_000, times(5_000, Duration.ofMillis(1)), times(15_000, Duration.ofMillis(2)));
        assertThat(Advisor.advise(facts("costly", quick, List.of())))
                .singleElement()
                .extracting(Advice::text)
                .asString()
                .startsWith(
                        "of 10,000 calls 50 % were hits, which saved about 5s of loads of 1.00ms each, and the backend took 30s:");
        assertThat(valueThatIsNearlyTooLarge())
                .singleElement()
                .extracting(Advice::text)
                .asString()
                .endsWith("and what takes more than 2,000 is not stored: raise max-value, or cache less of it");
    }

    @Test
    void tagsThatOthersUse_areUsed() {
        FakeBackend shared = FakeBackend.create();
        try (CacheEngine one = started(shared);
                CacheEngine other = started(shared.sibling())) {
            for (int i = 0; i < KEYS; i++) {
                one.cache("tagged").put(key(i), "value", CacheOptions.defaults().tags("news"));
            }
            assertThat(aDayLater(one)).hasSize(1);
            await().until(() -> one.caches().health().parts().stream()
                    .map(CacheHealth.Part::link)
                    .allMatch(link -> link == LinkState.UP));
            other.cache("tagged").invalidateTags("news");
            await().until(() -> aDayLater(one).isEmpty());
        }
    }

    private static CacheEngine started(FakeBackend backend) {
        return CacheEngine.start(
                EngineSetup.of(MapSource.over(new TreeMap<>())).backend(backend).serializer(new JavaSerializer()));
    }
}
