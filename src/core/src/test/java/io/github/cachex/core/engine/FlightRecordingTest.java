// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Caches;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of JDK Flight Recorder holds of the caches. */
class FlightRecordingTest {
    private static final CacheKey<String> KEY = CacheKey.of("secret-key", String.class);

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());

    @TempDir
    Path folder;

    private List<RecordedEvent> recorded(Runnable calls) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            calls.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("cachex."))
                .toList();
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    private Caches caches() {
        return CacheHandler.builder()
                .backend(backend)
                .serializer(new JavaSerializer())
                .prefix("recorded")
                .property("cachex.backend-budget", "200ms")
                .property("cachex.breaker.failures", "1")
                .property("cachex.breaker.probe", "20ms")
                .buildCaches();
    }

    @Test
    void loads_areRecordedWithTheirTime_andHitsAreNot() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            try (Caches caches = caches()) {
                CacheHandler posts = caches.cache("posts");
                for (int i = 0; i < 5; i++) {
                    posts.fetch(KEY, () -> "value");
                }
                assertThatThrownBy(() -> posts.fetch(CacheKey.of("2", String.class), () -> {
                            throw new IllegalArgumentException("secret-text");
                        }))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        });

        List<RecordedEvent> loads = of(events, "cachex.Load");
        assertThat(loads).hasSize(2);
        assertThat(loads).allSatisfy(load -> {
            assertThat(load.getString("application")).isEqualTo("recorded");
            assertThat(load.getString("cache")).isEqualTo("posts");
            assertThat(load.getDuration("took")).isPositive();
        });
        assertThat(loads)
                .extracting(load -> load.getString("failure"))
                .containsExactlyInAnyOrder("", "java.lang.IllegalArgumentException");
        assertThat(events.toString()).doesNotContain("secret");
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsOnly("cachex.Load", "cachex.Link");
    }

    @Test
    void invalidations_areRecordedByWhatSelectedThem() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            try (Caches caches = caches()) {
                CacheHandler posts = caches.cache("posts");
                posts.put(KEY, "value", CacheOptions.defaults());
                posts.invalidate("secret-key");
                posts.invalidateTags("secret-tag");
                posts.invalidateMatching("secret*");
                posts.clear();
            }
        });

        assertThat(of(events, "cachex.Invalidation"))
                .extracting(event -> event.getString("selectedBy") + " " + event.getBoolean("queued"))
                .containsExactly("key false", "tag false", "matching false", "all false");
        assertThat(events.toString()).doesNotContain("secret");
    }

    @Test
    void breakerAndLink_areRecorded() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            try (Caches caches = caches()) {
                CacheHandler posts = caches.cache("posts");
                Awaitility.await().until(() -> posts.stats().linkUp());
                backend.fail();
                Awaitility.await().until(() -> {
                    posts.get(KEY);
                    return !caches.health().parts().get(0).isWell();
                });
                backend.heal();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> caches.health().isWell());
            }
        });

        assertThat(of(events, "cachex.Breaker"))
                .extracting(event -> event.getString("part") + " " + event.getString("state"))
                .contains("* OPEN", "* CLOSED");
        assertThat(of(events, "cachex.Link")).isNotEmpty();
        assertThat(of(events, "cachex.Link").get(0).getBoolean("up")).isTrue();
        assertThat(of(events, "cachex.Link").get(0).getString("part")).isEqualTo("*");
        assertThat(events.toString()).doesNotContain("secret");
    }
}
