// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.time.Scheduler;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.Operation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayQueueTest {
    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());
    private final Scheduler scheduler = new Scheduler("replay-test");
    private final ReplayQueue queue = new ReplayQueue(backend, scheduler, Duration.ofMillis(100));

    @AfterEach
    void close() {
        scheduler.close();
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
        Awaitility.await().until(() -> backend.calls(Operation.INVALIDATE) > 1);
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
        assertThat(backend.calls(Operation.INVALIDATE)).isEqualTo(3);
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
    void overflow_losesTheOldest() {
        backend.fail();
        queue.invalidate(
                IntStream.range(0, 10_001).mapToObj(ReplayQueueTest::key).toList());
        assertThat(queue.pending("posts")).isEqualTo(10_000);
        assertThat(queue.isPending(key(0))).isFalse();
        assertThat(queue.isPending(key(10_000))).isTrue();
    }

    @Test
    void releaseThatNeverFindsItsLease_endsWithTheLease() {
        queue.release(key(1), 7, Duration.ofMillis(300));
        Awaitility.await().until(() -> backend.calls(Operation.RELEASE) >= 2);
        int calls = backend.calls(Operation.RELEASE);
        Awaitility.await().during(Duration.ofMillis(600)).until(() -> backend.calls(Operation.RELEASE) <= calls + 1);
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
