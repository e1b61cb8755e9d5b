// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.statistics.CacheCounters.BackendState;
import io.github.cachex.core.statistics.CacheCounters.NearState;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.statistics.CountedCall;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheTelemetryTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "1");
    private static final CountedCall CALL = new CountedCall() {
        @Override
        public EntryKey entryKey() {
            return KEY;
        }

        @Override
        public @Nullable CallCounters counters() {
            return null;
        }
    };

    @Test
    void listenerThatThrows_isHeardOfAndHarmsNobody() {
        RecordingListener second = new RecordingListener();
        CacheTelemetry telemetry = new CacheTelemetry(List.of(
                event -> {
                    throw new IllegalStateException("bad listener");
                },
                second));
        telemetry.hit(CALL);
        telemetry.missed(CALL);
        assertThat(second.events())
                .containsExactly(new CacheEvent.Hit("posts", "1", false), new CacheEvent.Missed("posts", "1"));
    }

    @Test
    void unwantedEvents_areCountedOnly() {
        RecordingListener heard = new RecordingListener();
        CacheTelemetry telemetry = new CacheTelemetry(List.of(new CacheListener() {
            @Override
            public void on(CacheEvent event) {
                heard.on(event);
            }

            @Override
            public boolean wants(Class<? extends CacheEvent> type) {
                return type == CacheEvent.Loaded.class;
            }
        }));
        telemetry.hit(CALL);
        telemetry.loaded(CALL, Duration.ofMillis(1));
        assertThat(heard.events()).hasSize(1);
        assertThat(telemetry
                        .counters()
                        .stats(BackendState.IDLE, NearState.EMPTY)
                        .hits())
                .isEqualTo(1);
    }
}
