// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.LatencyStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private final AtomicLong now = new AtomicLong(-TimeUnit.MINUTES.toNanos(3));
    private final LatencyRecorder recorder = new LatencyRecorder(now::get);

    private void millis(int... times) {
        IntStream.of(times).forEach(time -> recorder.record(TimeUnit.MILLISECONDS.toNanos(time)));
    }

    @Test
    void nothingRecorded_isNothing() {
        assertThat(recorder.stats()).isEqualTo(LatencyStats.NONE);
        assertThat(recorder.stats().mean()).isEqualTo(Duration.ZERO);
    }

    @Test
    void quantiles_areOfWhatWasRecorded() {
        millis(IntStream.rangeClosed(1, 1_000).toArray());
        LatencyStats stats = recorder.stats();
        assertThat(stats.count()).isEqualTo(1_000);
        assertThat(stats.total()).isEqualTo(Duration.ofMillis(500_500));
        assertThat(stats.mean()).isEqualTo(Duration.ofNanos(500_500_000));
        assertThat(stats.max()).isEqualTo(Duration.ofMillis(1_000));
        assertThat(stats.p50()).isBetween(Duration.ofMillis(500), Duration.ofMillis(500 + 500 / 16));
        assertThat(stats.p99()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_000));
    }

    @Test
    void one_isItsOwnQuantile() {
        millis(7);
        LatencyStats stats = recorder.stats();
        assertThat(List.of(stats.p50(), stats.p99(), stats.max())).containsOnly(Duration.ofMillis(7));
    }

    @Test
    void bucket_holdsWhatItSays() {
        long before = 0;
        for (int bucket = 0; bucket < LatencyRecorder.BUCKETS; bucket++) {
            long end = LatencyRecorder.end(bucket);
            assertThat(LatencyRecorder.bucket(before)).isEqualTo(bucket);
            assertThat(LatencyRecorder.bucket(end - 1)).isEqualTo(bucket);
            assertThat(end - before).isLessThanOrEqualTo(Math.max(1_000, before / 16));
            before = end;
        }
        assertThat(LatencyRecorder.bucket(Long.MAX_VALUE)).isEqualTo(LatencyRecorder.BUCKETS - 1);
        assertThat(LatencyRecorder.bucket(-1)).isZero();
    }

    @Test
    void whatIsOld_countsAndIsNoQuantile() {
        millis(900);
        now.addAndGet(TimeUnit.MINUTES.toNanos(4));
        millis(1);
        assertThat(recorder.stats().max()).isEqualTo(Duration.ofMillis(900));
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(recorder.stats().max()).isEqualTo(Duration.ofMillis(1));
        millis(2);
        assertThat(recorder.stats().max()).isEqualTo(Duration.ofMillis(2));
        now.addAndGet(TimeUnit.MINUTES.toNanos(5));
        LatencyStats stats = recorder.stats();
        assertThat(stats.count()).isEqualTo(3);
        assertThat(stats.total()).isEqualTo(Duration.ofMillis(903));
        assertThat(stats.max()).isEqualTo(Duration.ZERO);
        assertThat(stats.p99()).isEqualTo(Duration.ZERO);
    }

    @Test
    void several_areAsOne() {
        LatencyRecorder other = new LatencyRecorder(now::get);
        millis(1, 2, 3);
        other.record(TimeUnit.MILLISECONDS.toNanos(100));
        LatencyStats both = LatencyRecorder.together(List.of(recorder, other));
        assertThat(both.count()).isEqualTo(4);
        assertThat(both.p50()).isBetween(Duration.ofMillis(2), Duration.ofNanos(2_125_000));
        assertThat(both.max()).isEqualTo(Duration.ofMillis(100));
        LatencyStats sum = recorder.stats().plus(other.stats());
        assertThat(sum.total()).isEqualTo(both.total());
        assertThat(sum.p50()).isEqualTo(Duration.ofMillis(100));
    }
}
