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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of JDK Flight Recorder holds of the caches. */
class FlightRecordingTest {
    private static final CacheKey<String> KEY = CacheKey.of("secret-key", String.class);

    private final FaultyBackend backend = FaultyBackend.over(FakeBackend.create());

    private final Recording recording = new Recording();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        recording.close();
    }

    private List<RecordedEvent> recorded(Runnable calls) throws Exception {
        recording.start();
        calls.run();
        recording.stop();
        return events();
    }

    /** Returns the events so far, in the order of their times: in the file they are thread by thread. */
    private List<RecordedEvent> events() throws IOException {
        Path file = folder.resolve("recording.jfr");
        Files.deleteIfExists(file);
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("cachex."))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    /** What is told of in the background is recorded a little later than it can be seen. */
    private void await(String type, String field, Object value) {
        Awaitility.await(type + " with " + field + " " + value)
                .atMost(Duration.ofMinutes(1))
                .until(() -> of(events(), type).stream().anyMatch(event -> value.equals(event.getValue(field))));
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
                await("cachex.Link", "up", true);
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
                posts.get(KEY);
                await("cachex.Link", "up", true);
                backend.fail();
                posts.get(KEY);
                await("cachex.Breaker", "state", "OPEN");
                backend.heal();
                await("cachex.Breaker", "state", "CLOSED");
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
