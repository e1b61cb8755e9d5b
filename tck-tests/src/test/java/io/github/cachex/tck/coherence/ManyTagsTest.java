// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;

/** Very many tags in one call: neither its caller nor any other user of Redis waits for all, and nothing else is cleared. */
class ManyTagsTest extends OverRedis {
    private static final int TAGS = Rounds.of(10_000, 100_000);
    private static final int AT_ONCE = 500;
    /** So that half of the budget of 600 ms lasts for ten scripts at most. */
    private static final int DELAY = 30;

    private static final String[] MANY_KEPT = {"cachex.near.enabled", "false", "cachex.tags.max-marks", "200000"};
    private static final CacheKey<String> OTHER = CacheKey.of("another", String.class);
    private static final CacheKey<String> FIRST = CacheKey.of("first", String.class);
    private static final CacheKey<String> LAST = CacheKey.of("last", String.class);

    private final String[] tags =
            IntStream.range(0, TAGS).mapToObj(i -> "tag:" + i).toArray(String[]::new);
    private final Queue<Integer> marksOfScripts = new ConcurrentLinkedQueue<>();
    private CacheHandler elsewhere;
    private CacheHandler node;

    @BeforeEach
    void storeThroughADistantNode() {
        marksOfScripts.clear();
        elsewhere = node(MANY_KEPT);
        Link link = link();
        node = node(link, MANY_KEPT);
        put();
        elsewhere.put(OTHER, "kept", CacheOptions.defaults().tags("other"));
        assertThat(node.get(LAST)).contains("old");
        link.delay(DELAY);
    }

    private void put() {
        elsewhere.put(FIRST, "old", CacheOptions.defaults().tags(tags[0], "first"));
        elsewhere.put(LAST, "old", CacheOptions.defaults().tags(tags[TAGS - 1], "last"));
    }

    /** Counts the marks that each script tells of, on a connection of its own. */
    private Thread countMarks(Jedis jedis) throws InterruptedException {
        CountDownLatch subscribed = new CountDownLatch(1);
        Thread counting = new Thread(() -> jedis.subscribe(
                new BinaryJedisPubSub() {
                    @Override
                    public void onSubscribe(byte[] channel, int count) {
                        subscribed.countDown();
                    }

                    @Override
                    public void onMessage(byte[] channel, byte[] message) {
                        int marks = new String(message, StandardCharsets.UTF_8).split("tag:", -1).length - 1;
                        if (marks > 0) {
                            marksOfScripts.add(marks);
                        } else {
                            unsubscribe();
                        }
                    }
                },
                channel().getBytes(StandardCharsets.UTF_8)));
        counting.start();
        subscribed.await();
        return counting;
    }

    private String channel() {
        try (Jedis jedis = Raw.jedis(redis())) {
            return jedis.pubsubChannels("*changes*").iterator().next();
        }
    }

    private void invalidateAll(BiFunction<CacheHandler, String[], Invalidation> invalidation) throws Exception {
        List<Elapsed> pings = new ArrayList<>();
        try (Jedis counting = Raw.jedis(redis());
                Jedis other = Raw.jedis(redis())) {
            Thread counter = countMarks(counting);
            Elapsed elapsed = Elapsed.start();
            Invalidation answer = invalidation.apply(node, tags);
            Show.figure("growth", elapsed.stop(), "for the caller of " + TAGS + " tags, budget 600 ms");

            assertThat(answer.isApplied()).as("the caller waited for all").isFalse();
            // In this JVM they are gone, told or not, and nothing else is.
            assertThat(node.get(LAST)).isEmpty();
            assertThat(node.get(OTHER)).contains("kept");
            Awaitility.await("all are told")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        Elapsed ping = Elapsed.start();
                        other.ping();
                        pings.add(ping.stop());
                        return node.stats().queuedInvalidations() == 0;
                    });
            elsewhere.put(OTHER, "kept", CacheOptions.defaults().tags("other"));
            counter.join();
        }
        Show.figure(
                "growth",
                Elapsed.longestOf(pings),
                "for the slowest of " + pings.size() + " pings of another client meanwhile");
        Show.atMost(
                "growth",
                marksOfScripts.stream().mapToInt(Integer::intValue).max().orElse(Integer.MAX_VALUE),
                AT_ONCE,
                "tags in the largest of " + marksOfScripts.size() + " scripts for " + TAGS + " tags of one call");
        assertThat(marksOfScripts.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(TAGS);
        Show.atMost("growth", marksOfScripts.size(), 2.0 * TAGS / AT_ONCE, "scripts for " + TAGS + " tags of one call");
        assertThat(elsewhere.get(FIRST)).isEmpty();
        assertThat(elsewhere.get(LAST)).isEmpty();
        put();
        assertThat(node.get(LAST)).contains("old");
    }

    @Test
    void invalidationOfManyTags_isToldByAndByAndClearsNothing() throws Exception {
        invalidateAll(CacheHandler::invalidateTags);
        assertThat(node.get(OTHER)).contains("kept");
    }

    @Test
    void expirationOfManyTags_isToldByAndByAndClearsNothing() throws Exception {
        invalidateAll(CacheHandler::expireTags);
        assertThat(node.get(OTHER)).contains("kept");
    }

    /** What begins before the call, and is stored while its tag waits to be told, does not come back. */
    @Test
    void loadThatBeganBefore_isNotReadAfterwards() {
        CacheKey<String> loading = CacheKey.of("loading", String.class);
        CacheOptions tagged = CacheOptions.defaults().tags(tags[TAGS - 1]);
        String value = elsewhere.fetch(loading, tagged, () -> {
            assertThat(node.invalidateTags(tags).isApplied()).isFalse();
            return "old";
        });
        assertThat(value).isEqualTo("old");
        assertThat(node.get(loading)).isEmpty();
        Awaitility.await("all are told")
                .atMost(Duration.ofMinutes(2))
                .until(() -> node.stats().queuedInvalidations() == 0);
        Awaitility.await("elsewhere hears of it")
                .until(() -> elsewhere.get(loading).isEmpty());
    }
}
