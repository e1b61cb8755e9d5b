// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.tck.redis.Background;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.WaitingThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** P2, step by step: who asks after an invalidation is not given what was loaded before it. */
class InvalidationTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);

    /** A write that makes older loads old. */
    record Write(String name, Consumer<CacheHandler> on) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Write> writes() {
        return Stream.of(
                new Write(
                        "invalidate",
                        node -> assertThat(node.invalidate("key").isApplied()).isTrue()),
                new Write("put and invalidate", node -> {
                    node.put(KEY, "put");
                    assertThat(node.invalidate("key").isApplied()).isTrue();
                }),
                new Write("getAndRemove", node -> {
                    node.put(KEY, "put");
                    assertThat(node.getAndRemove(KEY)).contains("put");
                }));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writeDuringALoadHere_isNotOvertaken(Write write) throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, "before")) {
            write.on().accept(node);
            assertThat(node.<String, RuntimeException>fetch(KEY, () -> "after")).isEqualTo("after");
            assertThat(load.finish())
                    .as("who asked before still gets its value")
                    .isEqualTo("before");
        }
        assertThat(node.get(KEY)).contains("after");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void writeDuringALoadElsewhere_isNotOvertaken(Write write) throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        try (Background<String> load = Background.load(elsewhere, KEY, "before")) {
            write.on().accept(here);
            assertThat(here.<String, RuntimeException>fetch(KEY, () -> "after")).isEqualTo("after");
            assertThat(load.finish()).isEqualTo("before");
        }
        assertThat(elsewhere.get(KEY)).contains("after");
    }

    @Test
    void followerWhoAsksAfterAnInvalidationElsewhere_isNotGivenTheOldLoad() throws Exception {
        CacheHandler here = node();
        CacheHandler elsewhere = node();
        try (Background<String> load = Background.load(here, KEY, "before")) {
            assertThat(elsewhere.invalidate("key").isApplied()).isTrue();
            String[] answer = new String[1];
            Thread late = new Thread(() -> answer[0] = here.<String, RuntimeException>fetch(KEY, () -> "after"));
            late.start();
            // It may have heard of the invalidation already, and then waits for nobody.
            Awaitility.await().until(() -> WaitingThreads.isWaiting(late, SingleFlight.class) || !late.isAlive());
            assertThat(load.finish()).isEqualTo("before");
            late.join();
            assertThat(answer[0]).isEqualTo("after");
        }
        assertThat(here.get(KEY)).contains("after");
    }

    @Test
    void putDuringALoad_isWhatStays() throws Exception {
        CacheHandler node = node();
        try (Background<String> load = Background.load(node, KEY, "before")) {
            node().put(KEY, "put");
            assertThat(node.<String, RuntimeException>fetch(KEY, () -> "after")).isIn("put", "after");
            load.finish();
        }
        assertThat(node.get(KEY)).contains("put");
    }

    @ParameterizedTest
    @EnumSource(value = Link.State.class, mode = EnumSource.Mode.EXCLUDE, names = "UP")
    void queuedInvalidation_holdsHereAtOnceAndElsewhereAfterRecovery(Link.State state) {
        Link link = link();
        CacheHandler cut = node(link);
        CacheHandler other = node();
        other.put(KEY, "old", CacheOptions.ttl("1h"));
        assertThat(cut.get(KEY)).contains("old");

        link.become(state);
        assertThat(cut.invalidate("key").outcome()).isEqualTo(Invalidation.Outcome.QUEUED);
        assertThat(cut.<String, RuntimeException>fetch(KEY, () -> "new")).isEqualTo("new");

        link.become(Link.State.UP);
        for (int i = 0; i < 50; i++) {
            assertThat(cut.<String, RuntimeException>fetch(KEY, () -> "new")).isEqualTo("new");
            assertThat(cut.get(KEY)).isNotEqualTo(Optional.of("old"));
        }
        Awaitility.await("replay").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(other.get(KEY)).isNotEqualTo(Optional.of("old"));
            assertThat(cut.stats().queuedInvalidations()).isZero();
        });
    }

    @Test
    void failedPut_doesNotLeaveTheOlderValue() {
        Link link = link();
        CacheHandler cut = node(link);
        CacheHandler other = node();
        other.put(KEY, "old", CacheOptions.ttl("1h"));
        link.become(Link.State.REFUSING);
        cut.put(KEY, "new");
        assertThat(cut.get(KEY)).isNotEqualTo(Optional.of("old"));
        link.become(Link.State.UP);
        Awaitility.await("replay")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(other.get(KEY)).isNotEqualTo(Optional.of("old")));
    }

    @Test
    void putAfterAQueuedInvalidation_isNotDroppedByItsReplay() {
        Link link = link();
        CacheHandler cut = node(link);
        cut.put(KEY, "old");
        link.become(Link.State.REFUSING);
        cut.invalidate("key");
        link.become(Link.State.UP);
        Awaitility.await().until(() -> {
            cut.put(KEY, "new");
            return cut.stats().queuedInvalidations() == 0;
        });
        assertThat(cut.get(KEY)).contains("new");
    }

    @Test
    void closeWithQueuedInvalidations_tellsARecoveredBackend() {
        Link link = link();
        CacheHandler cut = node(link);
        CacheHandler other = node();
        other.put(KEY, "old");
        link.become(Link.State.REFUSING);
        cut.invalidate("key");
        link.become(Link.State.UP);
        Pause.millis(300); // just after a failure, nobody dials
        cut.close();
        assertThat(other.get(KEY)).isEmpty();
    }
}
