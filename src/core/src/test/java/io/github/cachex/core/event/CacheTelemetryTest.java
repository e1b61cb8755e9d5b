// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.event.CacheTelemetry.BackendState;
import io.github.cachex.core.event.CacheTelemetry.NearState;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheTelemetryTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "1");

    @Test
    void listenerThatThrows_isHeardOfAndHarmsNobody() {
        RecordingListener second = new RecordingListener();
        CacheTelemetry telemetry = new CacheTelemetry(List.of(
                event -> {
                    throw new IllegalStateException("bad listener");
                },
                second));
        telemetry.hit(KEY);
        telemetry.missed(KEY);
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
        telemetry.hit(KEY);
        telemetry.loaded(KEY, Duration.ofMillis(1));
        assertThat(heard.events()).hasSize(1);
        assertThat(telemetry.stats(BackendState.IDLE, NearState.EMPTY).hits()).isEqualTo(1);
    }
}
