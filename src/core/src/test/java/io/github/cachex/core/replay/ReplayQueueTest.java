// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.BackgroundMode;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.config.TransactionPolicy;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayQueueTest {
    private static final int LIMIT = 2_000;
    private static final TagBounds BOUNDS = new TagBounds(100_000, Duration.ofMillis(1_000));
    private static final CacheSpace POSTS = new CacheSpace("cachex:1", "posts");
    private static final CacheSpace USERS = new CacheSpace("cachex:1", "users");

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
    private final Scheduler scheduler = new Scheduler("replay-test");
    private final MarkingBackend marking = new MarkingBackend(backend);
    private @Nullable ReplayQueue latest;
    private final ReplayQueue queue = queue(backend, backend);

    private ReplayQueue queue(CacheBackend passing, CacheBackend direct) {
        EngineSettings settings = new EngineSettings(
                5,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                BackgroundMode.THREADS,
                16,
                LIMIT,
                BOUNDS,
                TransactionPolicy.AFTER_COMMIT,
                EncryptionKeys.NONE);
        ReplayQueue made =
                new ReplayQueue(passing, direct, scheduler, settings, Duration.ofMillis(100), this::replayed);
        latest = made;
        return made;
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    /** Told before the mark waits no more, lest it is known to nobody for a moment, and then: whoever is told looks what still does. */
    private void replayed(CacheSpace cache, TagState state) {
        String waiting = latest != null && latest.pending(cache.cache()) > 0 ? ", which waits" : "";
        marking.told.add("epoch " + state.epoch() + " of " + cache.cache() + waiting);
    }

    private static EntryKey key(int id) {
        return new EntryKey("cachex:1", "posts", "post:" + id);
    }

    @Test
    void queued_isPendingUntilTheBackendHasIt() {
        backend.fail();
        queue.invalidate(List.of(key(1)));
        assertThat(queue.isPending(key(1))).isTrue();
        assertThat(queue.isPending(key(2))).isFalse();
        assertThat(queue.pending("posts")).isEqualTo(1);
        assertThat(queue.pending("other")).isZero();
        Awaitility.await().until(() -> backend.calls(BackendOperation.INVALIDATE) > 1);
        assertThat(queue.isPending(key(1))).isTrue();
        backend.heal();
        Awaitility.await().until(() -> !queue.isPending(key(1)));
    }

    @Test
    void rested_beginsAgain() {
        for (int round = 0; round < 2; round++) {
            queue.invalidate(List.of(key(round)));
            int each = round;
            Awaitility.await().until(() -> !queue.isPending(key(each)));
        }
    }

    @Test
    void manyAreReplayedInBatches() {
        queue.invalidate(
                IntStream.range(0, 1_200).mapToObj(ReplayQueueTest::key).toList());
        Awaitility.await().until(() -> queue.pending("posts") == 0);
        assertThat(backend.calls(BackendOperation.INVALIDATE)).isEqualTo(3);
    }

    @Test
    void invalidationQueuedAfterTheMark_isNotSettled() {
        backend.fail();
        queue.invalidate(List.of(key(1)));
        long mark = queue.mark();
        queue.invalidate(List.of(key(2)));
        queue.settled(List.of(key(1), key(2), key(3)), mark);
        assertThat(queue.isPending(key(1))).isFalse();
        assertThat(queue.isPending(key(2))).isTrue();
    }

    @Test
    void overflowWithoutMarks_losesTheOldest() {
        CacheBackend markless = withoutMarks(backend);
        ReplayQueue losing = queue(markless, markless);
        backend.fail();
        losing.invalidate(
                IntStream.range(0, LIMIT + 1).mapToObj(ReplayQueueTest::key).toList());
        assertThat(losing.pending("posts")).isEqualTo(LIMIT);
        assertThat(losing.isPending(key(0))).isFalse();
        assertThat(losing.isPending(key(LIMIT))).isTrue();
    }

    private static CacheBackend withoutMarks(CacheBackend backend) {
        return (CacheBackend) Proxy.newProxyInstance(
                CacheBackend.class.getClassLoader(),
                new Class<?>[] {CacheBackend.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("tags") ? Optional.empty() : method.invoke(backend, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static List<EntryKey> keys(CacheSpace cache, int from, int to) {
        return IntStream.range(from, to).mapToObj(id -> cache.key("post:" + id)).toList();
    }

    @Test
    void overflowWithMarks_clearsTheCacheWithTheMost() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        marked.invalidate(keys(USERS, 0, 10));
        marked.invalidate(keys(POSTS, 0, LIMIT - 10));
        assertThat(marked.isPending(POSTS.key("never queued"))).isFalse();
        marked.expire(keys(POSTS, LIMIT, LIMIT + 1));
        assertThat(marked.pendingMarks(POSTS, Set.of("a", "b", "c", "*", "tag 1")))
                .containsExactly("*");
        assertThat(marked.pending("posts")).isEqualTo(1);
        assertThat(marked.isPending(POSTS.key("never queued"))).isTrue();
        assertThat(marked.pending("users")).isEqualTo(10);
        assertThat(marked.isPending(USERS.key("never queued"))).isFalse();
        marked.invalidate(keys(POSTS, 0, LIMIT));
        assertThat(marked.pending("posts")).isEqualTo(1);
        // A write of one key settles nothing of what now stands for all.
        marked.settled(keys(POSTS, 0, 1), marked.mark());
        assertThat(marked.isPending(POSTS.key("post:0"))).isTrue();
        marking.heal();
        Awaitility.await().until(() -> marked.pending("posts") + marked.pending("users") == 0);
        assertThat(marking.told)
                .containsExactly(
                        "invalidate 10", "mark posts [*]", "epoch 1 of posts, which waits", "epoch 1 of posts");
        assertThat(marked.isPending(POSTS.key("post:0"))).isFalse();
    }

    @Test
    void overflowOfMarks_clears() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        for (int i = 0; i <= LIMIT; i++) {
            marked.mark(POSTS, Set.of("tag " + i));
        }
        assertThat(marked.pendingMarks(POSTS, Set.of("a", "b", "c", "*", "tag 1")))
                .containsExactly("*");
    }

    @Test
    void clear_standsForWhatWaitsOfItsCache() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        marked.invalidate(keys(POSTS, 0, 3));
        marked.mark(POSTS, Set.of("news"));
        marked.mark(POSTS, Set.of("*"));
        marked.mark(USERS, Set.of("vip", "old"));
        assertThat(marked.pending("posts")).isEqualTo(1);
        marking.heal();
        Awaitility.await().until(() -> marked.pending("posts") + marked.pending("users") == 0);
        assertThat(marking.told)
                .containsExactly(
                        "mark posts [*]",
                        "epoch 1 of posts, which waits",
                        "epoch 1 of posts",
                        "mark users [old, vip]",
                        "epoch 1 of users, which waits",
                        "epoch 1 of users");
    }

    @Test
    void manyMarksWithoutTime_areToldSomeAtOnceAndNotCleared() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        int many = 2 * 500 + LIMIT;
        marked.later(POSTS, IntStream.range(0, many).mapToObj(i -> "tag " + i).collect(Collectors.toSet()));
        assertThat(marked.pending("posts")).isEqualTo(many);
        marking.heal();
        Awaitility.await().until(() -> marked.pending("posts") == 0);
        assertThat(marking.told.stream().filter(said -> said.startsWith("mark posts [")))
                .allSatisfy(said -> assertThat(said.split(",", -1).length).isLessThanOrEqualTo(500));
        assertThat(marking.told).noneMatch(said -> said.contains("*"));
    }

    /** A machine or a link that is merely slow: many at once take longer than one call may. */
    @Test
    void manyIdsWithoutTime_areToldAsManyAtOnceAsTheBackendTakes_andNotCleared() {
        CacheBackend slow = new BackendDecorator(marking.backend()) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                if (subject.size() > 300) {
                    throw new CacheConnectionException("fake", operation.text(), subject.value(), "slow", true, null);
                }
                return step.apply(budget);
            }
        };
        ReplayQueue marked = queue(slow, slow);
        marked.later(keys(POSTS, 0, LIMIT + 500), false);
        Awaitility.await().until(() -> marked.pending("posts") == 0);
        assertThat(marking.told).allMatch(said -> said.startsWith("invalidate "));
    }

    @Test
    void breakerThatIsYetToClose_makesNoClearOfManyIds() {
        FaultyBackend refused = FaultyBackend.over(FakeBackend.create());
        refused.fail();
        ReplayQueue marked = queue(refused, marking.backend());
        marked.later(keys(POSTS, 0, LIMIT + 500), false);
        int before = refused.calls(BackendOperation.INVALIDATE);
        Awaitility.await().until(() -> refused.calls(BackendOperation.INVALIDATE) > before + 6);
        assertThat(marked.pending("posts")).isEqualTo(LIMIT + 500);
        assertThat(marked.replay("")).isPositive();
        assertThat(marking.told).allMatch(said -> said.startsWith("invalidate "));
    }

    @Test
    void backendThatAnswersNothing_hasManyIdsClearedWhenItIsBack() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        marked.later(keys(POSTS, 0, LIMIT + 500), false);
        assertThat(marked.pending("posts")).isEqualTo(LIMIT + 500);
        Awaitility.await().until(() -> marked.pending("posts") == 1);
        assertThat(marked.pendingMarks(POSTS, Set.of("*"))).containsExactly("*");
    }

    @Test
    void settledMarks_areNotReplayed() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        marked.mark(POSTS, Set.of("a", "b"));
        marked.marked(POSTS, Set.of("a"), marked.mark());
        assertThat(marked.pendingMarks(POSTS, Set.of("a", "b", "c", "*", "tag 1")))
                .containsExactly("b");
        long before = marked.mark();
        marked.mark(POSTS, Set.of("c"));
        marked.invalidate(keys(POSTS, 0, 1));
        marked.marked(POSTS, Set.of("*"), before);
        assertThat(marked.pendingMarks(POSTS, Set.of("a", "b", "c", "*", "tag 1")))
                .containsExactly("c");
        marked.marked(POSTS, Set.of("*"), marked.mark());
        assertThat(marked.pending("posts")).isZero();
    }

    @Test
    void expiration_waitsUntilToldAndGivesWayToAnInvalidation() {
        ReplayQueue marked = queue(marking.backend(), marking.backend());
        marking.fail();
        marked.expire(keys(POSTS, 0, 4));
        assertThat(marked.isPending(key(0))).isTrue();
        marked.invalidate(keys(POSTS, 0, 1));
        marked.expire(keys(POSTS, 0, 1));
        marked.expired(keys(POSTS, 0, 2), marked.mark());
        // An expiration that was done does not do for an invalidation.
        assertThat(marked.isPending(key(0))).isTrue();
        assertThat(marked.isPending(key(1))).isFalse();
        marked.settled(keys(POSTS, 2, 3), marked.mark());
        assertThat(marked.isPending(key(2))).isFalse();
        marking.heal();
        Awaitility.await().until(() -> marked.pending("posts") == 0);
        assertThat(marking.told).containsExactly("invalidate 1", "expire 1");
    }

    @Test
    void queuedAgainWhileItIsReplayed_isReplayedOnceMore() {
        Barrier sent = new Barrier();
        CacheBackend slow = (CacheBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CacheBackend.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(backend, arguments);
                    if (method.getName().equals("invalidate")) {
                        sent.arrive();
                    }
                    return answer;
                });
        ReplayQueue held = queue(slow, slow);
        held.invalidate(List.of(key(1)));
        sent.await();
        held.invalidate(List.of(key(1)));
        sent.open();
        Awaitility.await().until(() -> held.pending("posts") == 0);
        assertThat(backend.calls(BackendOperation.INVALIDATE)).isEqualTo(2);
    }

    @Test
    void probe_tellsPastTheBreaker() {
        FaultyBackend refused = FaultyBackend.over(FakeBackend.create());
        refused.fail();
        ReplayQueue open = queue(refused, backend);
        open.invalidate(keys(POSTS, 0, 1_200));
        Awaitility.await().until(() -> refused.calls(BackendOperation.INVALIDATE) > 1);
        assertThat(open.pending("posts")).isEqualTo(1_200);
        assertThat(open.replay("")).isEqualTo(3);
        assertThat(open.pending("posts")).isZero();
        assertThat(open.replay("")).isZero();
    }

    @Test
    void close_triesOnceAndIsBounded() {
        backend.hang();
        queue.invalidate(keys(POSTS, 0, LIMIT));
        Elapsed elapsed = Elapsed.start();
        queue.close();
        elapsed.isWithin(Duration.ofSeconds(2));
        assertThat(queue.pending("posts")).isEqualTo(LIMIT);
        backend.heal();
    }

    @Test
    void releaseThatNeverFindsItsLease_endsWithTheLease() {
        queue.release(key(1), 7, Duration.ofSeconds(2));
        Awaitility.await().until(() -> backend.calls(BackendOperation.RELEASE) >= 2);
        AtomicInteger before = new AtomicInteger();
        Awaitility.await("no more calls").pollInterval(Duration.ofSeconds(1)).until(() -> {
            int calls = backend.calls(BackendOperation.RELEASE);
            return before.getAndSet(calls) == calls;
        });
    }

    @Test
    void close_reportsWhatTheBackendNeverGot() {
        queue.close();
        backend.fail();
        queue.invalidate(List.of(key(1)));
        queue.close();
        assertThat(queue.pending("posts")).isEqualTo(1);
    }
}
