// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cachex.Advice;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.LeaseHolder;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.NodeChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Instant SINCE = Instant.parse("2030-01-01T00:00:00Z");
    private static final LatencyStats TIME = new LatencyStats(
            4, Duration.ofSeconds(2), Duration.ofMillis(3), Duration.ofMillis(900), Duration.ofMillis(901));

    /** From what an earlier release said last to the end: one piece of advice, that there is no more, and whether that is all. */
    private static final int ADVICE_BYTES =
            1 + 3 * Short.BYTES + "near-full".length() + "posts".length() + "0.9 of it is used".length() + 1 + 1;

    private final Hub hub = new Hub();
    private final Scheduler scheduler = new Scheduler("nodes-test");

    @AfterEach
    void close() {
        scheduler.close();
    }

    private static CacheStats stats(long hits) {
        return new CacheStats(
                hits,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                12,
                13,
                14,
                OptionalLong.of(15),
                OptionalLong.empty(),
                16,
                BreakerState.OPEN,
                false,
                TIME,
                TIME,
                17,
                18,
                19,
                20);
    }

    private static NodeReport report(String jvm, int caches) {
        SortedMap<String, CacheStats> stats = new TreeMap<>();
        SortedMap<String, List<HotKey>> hot = new TreeMap<>();
        for (int i = 0; i < caches; i++) {
            stats.put("cache-" + i, stats(i));
            hot.put("cache-" + i, List.of(new HotKey("post:ü:" + i, 256, 3)));
        }
        return new NodeReport(
                "app@web-1:4711",
                "web-1",
                4711,
                "app",
                jvm,
                SINCE,
                stats,
                Map.of("com.acme.Posts.find", new MethodStats("com.acme.Posts.find", "posts", 1, 2, 3, 4, 5, 6, TIME)),
                hot,
                new CacheHealth(
                        "redis",
                        true,
                        false,
                        true,
                        21,
                        SINCE,
                        List.of(new CacheHealth.Part("*", BreakerState.CLOSED, SINCE, LinkState.UP, SINCE))),
                List.of(new Advice("near-full", "posts", "0.9 of it is used")),
                true);
    }

    /** A node that has one lease. */
    private final class Node implements NodeFacts {
        private final long token;
        private final Nodes nodes;
        private int asked;

        Node(long token) {
            this.token = token;
            this.nodes = new Nodes(Optional.of(hub), "app:1", this, scheduler, WAIT);
        }

        @Override
        public synchronized NodeReport report() {
            asked++;
            return NodesTest.report(nodes.jvm(), 3);
        }

        @Override
        public Optional<LeaseHolder> holder(SoughtLease sought) {
            return sought.isIt(token, "posts", "post:" + token)
                    ? Optional.of(new LeaseHolder(
                            "app@web-1:4711", nodes.jvm(), "posts", "post:" + token, token, Duration.ofMillis(5)))
                    : Optional.empty();
        }
    }

    @Test
    void allNodes_areHeard_thisOneFirst() {
        Node one = new Node(1);
        Node two = new Node(2);
        Node three = new Node(3);
        List<NodeReport> reports = one.nodes.reports(WAIT).join();
        assertThat(reports).hasSize(3);
        assertThat(reports.get(0)).isEqualTo(report(one.nodes.jvm(), 3));
        assertThat(reports)
                .containsExactlyInAnyOrder(
                        report(one.nodes.jvm(), 3), report(two.nodes.jvm(), 3), report(three.nodes.jvm(), 3));
    }

    @Test
    void holderOfALease_isFoundByKeyAndToken_hereAndElsewhere() {
        Node one = new Node(1);
        Node two = new Node(-2);
        for (SoughtLease sought : List.of(SoughtLease.of(-2), SoughtLease.of("posts", "post:-2"))) {
            assertThat(one.nodes.holder(sought, WAIT).join())
                    .contains(two.holder(sought).orElseThrow());
            assertThat(two.nodes.holder(sought, Duration.ZERO).join())
                    .contains(two.holder(sought).orElseThrow());
        }
        assertThat(one.nodes.holder(SoughtLease.of(5), Duration.ofMillis(50)).join())
                .isEmpty();
    }

    @Test
    void whereNobodyCanBeAsked_thisNodeIsAlone() {
        Node one = new Node(1);
        hub.deaf = true;
        assertThat(one.nodes.reports(Duration.ofMillis(50)).join()).hasSize(1);
        assertThat(one.nodes.reports(Duration.ofDays(-1)).join()).hasSize(1);
        Nodes without = new Nodes(Optional.empty(), "app:1", one, scheduler, WAIT);
        assertThat(without.reports(WAIT).join()).hasSize(1);
        assertThat(without.jvm()).matches("[0-9a-f]{16}");
    }

    @Test
    void close_endsWhatIsOpen() {
        Node one = new Node(1);
        hub.deaf = true;
        CompletableFuture<List<NodeReport>> open = one.nodes.reports(WAIT);
        one.nodes.close();
        assertThat(open.join()).hasSize(1);
        assertThat(one.nodes.reports(WAIT).join()).hasSize(1);
    }

    @Test
    void questionsAreAnsweredOnce_andNotTooOften() {
        AtomicLong now = new AtomicLong();
        Questions questions = new Questions(now::get);
        int taken = 0;
        for (int number = 0; number < 100; number++) {
            taken += questions.isNew(new NodeQuestion("a", number, Optional.empty())) ? 1 : 0;
            assertThat(questions.isNew(new NodeQuestion("a", number, Optional.empty())))
                    .isFalse();
        }
        assertThat(taken).isEqualTo(Questions.A_SECOND);
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(questions.isNew(new NodeQuestion("a", 1, Optional.empty()))).isFalse();
        assertThat(questions.isNew(new NodeQuestion("b", 1, Optional.empty()))).isTrue();
    }

    @Test
    void largeReport_isCutToWhatAnAnswerHolds() {
        byte[] answer = NodeAnswer.bytes(1, report("00000000000000ff", 5_000));
        assertThat(answer.length).isBetween(NodeChannel.MOST_BYTES / 2, NodeChannel.MOST_BYTES);
        NodeReport cut = NodeAnswer.read(answer).orElseThrow().report().orElseThrow();
        assertThat(cut.complete()).isFalse();
        assertThat(cut.stats()).hasSizeGreaterThan(100);
        assertThat(cut.methods()).hasSize(1);
        assertThat(cut.hotKeys()).hasSizeGreaterThan(100);
    }

    @Test
    void questions_areReadAsTheyWereWritten() {
        for (Optional<SoughtLease> sought : List.of(
                Optional.<SoughtLease>empty(),
                Optional.of(SoughtLease.of(-7)),
                Optional.of(SoughtLease.of("posts", "post:1")))) {
            NodeQuestion question = new NodeQuestion("fedcba9876543210", 9, sought);
            assertThat(NodeQuestion.read(question.bytes())).contains(question);
        }
    }

    /** A later release may say more, an earlier one less. */
    @Test
    void answersOfOtherReleases_areReadAsFarAsTheyAreKnown() {
        byte[] answer = NodeAnswer.bytes(1, report("00000000000000ff", 1));
        byte[] longer = Arrays.copyOf(answer, answer.length + 100);
        NodeReport whole = NodeAnswer.read(answer).orElseThrow().report().orElseThrow();
        byte[] shorter = Arrays.copyOf(answer, answer.length - ADVICE_BYTES);
        NodeReport earlier = NodeAnswer.read(shorter).orElseThrow().report().orElseThrow();
        assertThat(whole.advice()).hasSize(1);
        assertThat(earlier.advice()).isEmpty();
        assertThat(earlier.stats()).isEqualTo(whole.stats());
        assertThat(earlier.complete()).isTrue();
        assertThat(NodeAnswer.read(longer)).isEqualTo(NodeAnswer.read(answer));
        answer[0]++;
        assertThat(NodeAnswer.read(answer)).isEmpty();
    }

    /** Whoever may publish may say anything. */
    @Test
    void hostileMessages_areReadAsNothingOrAsFigures_andNeverThrow() {
        Random random = new Random(17);
        byte[] answer = NodeAnswer.bytes(1, report("00000000000000ff", 2));
        byte[] question = new NodeQuestion("00000000000000ff", 1, Optional.of(SoughtLease.of("posts", "1"))).bytes();
        for (int round = 0; round < 20_000; round++) {
            byte[] from = random.nextBoolean() ? answer : question;
            byte[] message = Arrays.copyOf(from, random.nextInt(from.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && message.length > 0; flips--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> {
                        var unused = NodeAnswer.read(message);
                        var unusedToo = NodeQuestion.read(message);
                    })
                    .doesNotThrowAnyException();
        }
        assertThat(NodeAnswer.read(new byte[NodeChannel.MOST_BYTES + 1])).isEmpty();
    }
}
