// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Tags and clear: one short call, however many entries there are, and nothing that was dropped is served. */
class GroupInvalidationTest extends OverRedis {
    private static final int ENTRIES = 20_000;
    private static final int SAMPLE = 200;
    /** What touches or looks for entries one by one, also inside a script. */
    private static final Pattern ENTRY_BY_ENTRY = Pattern.compile(
            "cmdstat_(del|unlink|scan|keys|expire|pexpire|smembers|sscan|hscan|flushdb|flushall):calls=\\d+");

    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("many");

    /** Not what is tested here: filling Redis takes its time on a busy machine. */
    private static final String[] PATIENT = {
        "cachex.backend-budget", "30s", "cachex.backend.redis.timeout.socket", "30s", "cachex.breaker.slow", "30s"
    };

    private static CacheKey<String> key(int number) {
        return CacheKey.of("entry:" + number, String.class);
    }

    /** A call that drops everything here. */
    enum Drop {
        TAG("tag-invalidation") {
            @Override
            void on(CacheHandler node) {
                assertThat(node.invalidateTags("many").isApplied()).isTrue();
            }
        },
        CLEAR("clear") {
            @Override
            void on(CacheHandler node) {
                assertThat(node.clear().isApplied()).isTrue();
            }
        };

        private final String show;

        Drop(String show) {
            this.show = show;
        }

        abstract void on(CacheHandler node);
    }

    @ParameterizedTest
    @EnumSource
    void dropOfManyEntries_touchesNoneAndHoldsOnBothNodes(Drop drop) {
        CacheHandler here = withoutSweep();
        CacheHandler elsewhere = node(PATIENT);
        fill(here);
        List<Integer> sample = IntStream.range(0, SAMPLE)
                .map(i -> i * (ENTRIES / SAMPLE))
                .boxed()
                .toList();
        assertThat(values(elsewhere, sample)).containsOnly("old");
        assertThat(values(here, sample)).containsOnly("old");

        Elapsed took;
        try (Jedis jedis = Raw.jedis(redis())) {
            jedis.configResetStat();
            Elapsed elapsed = Elapsed.start();
            drop.on(here);
            took = elapsed.stop();
            assertThat(jedis.info("commandstats")).doesNotContainPattern(ENTRY_BY_ENTRY);
        }
        // Its value is read here and shared: what is loaded here first is found there.
        assertThat(values(here, sample)).as("here, at once").containsOnly("new");
        Awaitility.await("elsewhere")
                .untilAsserted(() -> assertThat(values(elsewhere, sample)).containsOnly("new"));
        assertThat(values(node(), sample)).as("a newcomer").containsOnly("new");
        Show.figure(drop.show, took, "over " + ENTRIES + " entries");
    }

    /** Returns a node that invalidates, and does not free the memory of what is gone in the background. */
    private CacheHandler withoutSweep() {
        FaultyBackend backend =
                closing(FaultyBackend.over(RedisBackend.over(closing(RedisClient.create(redis().uri())))));
        backend.fail(BackendOperation.SCAN);
        return closing(builder(redis().uri(), PATIENT).backend(backend).build());
    }

    private static void fill(CacheHandler node) {
        for (int from = 0; from < ENTRIES; from += 10_000) {
            node.putAll(
                    IntStream.range(from, from + 10_000)
                            .boxed()
                            .collect(Collectors.toMap(GroupInvalidationTest::key, number -> "old")),
                    TAGGED);
        }
    }

    private static List<String> values(CacheHandler node, List<Integer> numbers) {
        List<String> values = new ArrayList<>();
        for (int number : numbers) {
            values.add(node.<String, RuntimeException>fetch(key(number), TAGGED, () -> "new"));
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void loadThatLearnsOfItsTagLater_isNotServedAfterTheDrop(Drop drop) throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        AtomicInteger old = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            CacheKey<String> key = key(i);
            CacheHandler loading = i % 2 == 0 ? here : elsewhere;
            try (Background<String> load = Background.load(loading, key, CacheOptions.ttl("1h"), () -> {
                FetchContext.current().tags("many");
                return "before";
            })) {
                drop.on(here);
                assertThat(load.finish()).as("who asked before").isEqualTo("before");
            }
            String now = here.<String, RuntimeException>fetch(key, TAGGED, () -> "after");
            old.addAndGet(now.equals("after") ? 0 : 1);
            Awaitility.await("the node that loaded")
                    .untilAsserted(
                            () -> assertThat(elsewhere.<String, RuntimeException>fetch(key, TAGGED, () -> "after"))
                                    .isEqualTo("after"));
        }
        Show.exactly(drop.show, old.get(), 0, "old values of 10 loads that were under way");
    }

    @Test
    void markAfterAQuietTime_leavesOthersAlone() {
        String[] forgetful = {"cachex.tags.retention", "1s", "cachex.near.enabled", "false"};
        CacheHandler old = node(forgetful);
        old.invalidateTags("first");
        List<Integer> sample = IntStream.range(0, SAMPLE).boxed().toList();
        assertThat(values(old, sample)).containsOnly("new");
        Pause.millis(1500); // longer than marks are kept: the next one removes the first
        old.invalidateTags("unrelated");
        int reloaded = 0;
        for (CacheHandler node : List.of(old, node(forgetful), node())) {
            for (int number : sample) {
                String value = node.<String, RuntimeException>fetch(key(number), TAGGED, () -> "reloaded");
                reloaded += value.equals("reloaded") ? 1 : 0;
            }
        }
        Show.exactly(
                "tag-invalidation", reloaded, 0, "of " + 3 * SAMPLE + " reads loaded again after an unrelated mark");
    }

    @ParameterizedTest
    @EnumSource
    void lostMarks_bringNothingBack(MarksLost how) {
        int served = 0;
        int rounds = Rounds.of(3, 10);
        for (int round = 0; round < rounds; round++) {
            CacheHandler old = node();
            CacheHandler listening = node();
            List<Integer> sample =
                    IntStream.range(round * 50, round * 50 + 50).boxed().toList();
            values(old, sample, "old");
            values(listening, sample, "old");
            assertThat(old.invalidateTags("many").isApplied()).isTrue();
            how.lose(redis(), "tck:1:{tested}:tags");
            // Marks begin anew with whoever comes next: one that marks, one that reads.
            if (round % 2 == 0) {
                old.invalidateTags("unrelated");
            }
            served += count(values(node(), sample, "new"));
            served += count(values(old, sample, "new"));
            Awaitility.await("the node that listens")
                    .untilAsserted(
                            () -> assertThat(values(listening, sample, "new")).containsOnly("new"));
        }
        Show.exactly("tag-invalidation", served, 0, "dropped values served after the marks were " + how);
    }

    private static List<String> values(CacheHandler node, List<Integer> numbers, String loaded) {
        return numbers.stream()
                .map(number -> node.<String, RuntimeException>fetch(key(number), TAGGED, () -> loaded))
                .toList();
    }

    private static int count(List<String> values) {
        return (int) values.stream().filter(value -> value.equals("old")).count();
    }
}
