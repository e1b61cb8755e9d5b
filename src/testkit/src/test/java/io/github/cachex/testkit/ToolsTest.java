// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.event.CacheEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ToolsTest {
    /** The common pool has a single thread on a small machine. */
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    @Test
    void advancedClock_movesInEveryZone() {
        ManualClock clock = ManualClock.startingAt("2030-01-01T00:00:00Z");
        var tokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
        long nanos = clock.nanos();

        clock.advance(Duration.ofMinutes(6));

        assertThat(clock.instant()).isEqualTo(Instant.parse("2030-01-01T00:06:00Z"));
        assertThat(tokyo.instant()).isEqualTo(clock.instant());
        assertThat(clock.nanos() - nanos).isEqualTo(Duration.ofMinutes(6).toNanos());
        assertThat(clock).hasToString("ManualClock[2030-01-01T00:06:00Z]");
        assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void barrier_holdsUntilOpen() {
        Barrier barrier = new Barrier();
        CompletableFuture<Void> first = CompletableFuture.runAsync(barrier::arrive, OWN_THREAD);
        CompletableFuture<Void> second = CompletableFuture.runAsync(barrier::arrive, OWN_THREAD);
        barrier.await(2);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();

        barrier.open();

        CompletableFuture.allOf(first, second).join();
        barrier.arrive();
        assertThat(barrier.arrivals()).isEqualTo(3);
    }

    @Test
    void barrierThatNobodyReaches_givesUp() {
        Barrier barrier = new Barrier(Duration.ofMillis(20));

        assertThatThrownBy(barrier::await).isInstanceOf(AssertionError.class).hasMessageContaining("1 arrivals");
        assertThatThrownBy(barrier::arrive).isInstanceOf(AssertionError.class).hasMessageContaining("open");
    }

    @Test
    void recordingListener_keepsEventsInOrder() {
        RecordingListener listener = new RecordingListener();
        listener.on(new CacheEvent.Missed("posts", "1"));
        listener.on(new CacheEvent.Hit("posts", "1", false));

        assertThat(listener.events()).hasSize(2);
        assertThat(listener.events(CacheEvent.Hit.class)).containsExactly(new CacheEvent.Hit("posts", "1", false));
        assertThat(listener.count(CacheEvent.Missed.class)).isEqualTo(1);
        assertThat(listener).hasToString("RecordingListener" + listener.events());
        listener.clear();
        assertThat(listener.events()).isEmpty();
    }
}
