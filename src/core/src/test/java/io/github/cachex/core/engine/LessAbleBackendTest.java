// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.PolledLink;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches over a store that tells of nothing, so that its marks are looked at, and that takes small entries alone. */
class LessAbleBackendTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("posts");

    private final FakeBackend fake = FakeBackend.create();
    private final RecordingListener heard = new RecordingListener();
    private final List<CacheHandler> opened = new ArrayList<>();
    private final List<BackendOperation> asked = new CopyOnWriteArrayList<>();

    /** The fake without its link, or with one that looks. */
    private final class Mute extends BackendDecorator {
        private final boolean polled;

        Mute(CacheBackend next, boolean polled) {
            super(next);
            this.polled = polled;
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            asked.add(operation);
            return step.apply(budget);
        }

        @Override
        public Optional<BackendLink> link() {
            return polled
                    ? Optional.of(new PolledLink(next().tags().orElseThrow(), Duration.ofSeconds(1)))
                    : Optional.empty();
        }

        @Override
        public Set<Capability> capabilities() {
            return Capability.of(this);
        }

        @Override
        public long largestEntry() {
            return 1_000;
        }
    }

    private CacheHandler open(CacheBackend backend) {
        CacheHandler handler = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .listener(heard)
                .property("cachex.jitter", "0")
                .property("cachex.link.heartbeat", "100ms")
                .build();
        opened.add(handler);
        return handler;
    }

    @AfterEach
    void close() {
        opened.forEach(CacheHandler::close);
    }

    @Test
    void withoutALink_itIsNotUp() {
        CacheHandler mute = open(new Mute(fake, false));
        assertThat(mute.fetch(KEY, () -> "value")).isEqualTo("value");
        assertThat(mute.stats().linkUp()).isFalse();
        assertThat(new Mute(fake, false).capabilities())
                .containsExactlyInAnyOrder(Capability.LEASES, Capability.WAKE_UPS, Capability.MARKS, Capability.SCAN);
    }

    /** Marks alone are heard of, so that nothing is kept near, and a hit is one read. */
    @Test
    void polledLink_tellsOfMarks_andKeepsNothingNear() {
        CacheHandler here = open(new Mute(fake, true));
        CacheHandler there = open(fake.sibling());
        Awaitility.await().until(() -> here.stats().linkUp());
        here.put(KEY, "old", TAGGED);
        asked.clear();
        for (int i = 0; i < 10; i++) {
            assertThat(here.fetch(KEY, () -> "loaded")).isEqualTo("old");
        }
        assertThat(here.stats().nearHits()).isZero();
        assertThat(asked.stream().filter(BackendOperation.READ::equals)).hasSize(10);
        assertThat(asked).doesNotContain(BackendOperation.ACQUIRE, BackendOperation.SYNC);

        there.invalidateTags("posts");
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        there.put(KEY, "put", TAGGED);
        there.clear();
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
    }

    @Test
    void entryThatIsTooLarge_reachesItsCallersAndIsNotStored() {
        CacheHandler small = open(new Mute(fake, true));
        String large = "x".repeat(2_000);
        assertThat(small.fetch(KEY, () -> large)).isEqualTo(large);
        small.put(KEY, large);
        assertThat(small.get(KEY)).isEmpty();
        assertThat(heard.events(CacheEvent.NotStored.class))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.reason()).contains("bytes", "the backend fake takes at most 1000"));
    }
}
