// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheEntry.Source;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.Durations;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that are looked at; the clock is the backend's. */
class EntryLookTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<Optional<String>> NOTHING = CacheKey.of("2", new TypeRef<Optional<String>>() {});
    private static final CacheOptions OPTIONS =
            CacheOptions.ttl("100s").staleTtl("50s").tags("news");

    private final ManualClock clock = ManualClock.create();
    private final FakeBackend fake = FakeBackend.on(clock);
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final CacheHandler here = open(backend, false);

    private static CacheHandler open(io.github.cachex.spi.CacheBackend of, boolean near) {
        return CacheHandler.builder()
                .name("posts")
                .backend(of)
                .serializer(new JavaSerializer())
                .property("cachex.jitter", "0")
                .property("cachex.near.enabled", String.valueOf(near))
                .build();
    }

    @AfterEach
    void close() {
        backend.heal();
        here.close();
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private CacheEntry<String> found() {
        return here.entry(KEY).orElseThrow();
    }

    @Test
    void freshEntry_tellsAllThatIsKnownOfIt() {
        here.put(KEY, "value", OPTIONS);
        pass(30);
        CacheEntry<String> entry = found();
        assertThat(entry.key()).isEqualTo(KEY);
        assertThat(here.typed(String.class).entry("1").orElseThrow().value()).contains("value");
        assertThat(entry.value()).contains("value");
        assertThat(entry.isNull()).isFalse();
        assertThat(entry.age()).contains(Duration.ofSeconds(30));
        assertThat(entry.storedAt()).isPresent();
        assertThat(entry.freshFor()).isEqualTo(Duration.ofSeconds(70));
        assertThat(entry.staleFor()).isEqualTo(Duration.ofSeconds(50));
        assertThat(entry.tags()).containsExactly("news");
        assertThat(entry.source()).isEqualTo(Source.BACKEND);
        assertThat(entry.serializer()).isEqualTo("java-for-tests");
        assertThat(entry.size())
                .isEqualTo(fake.read(Fixture.entryKey("1"), io.github.cachex.spi.CallBudget.of(Durations.FOREVER))
                        .orElseThrow()
                        .bytes()
                        .length);
        assertThat(entry.etag()).isEmpty();
        assertThat(entry.lastModified()).isEmpty();
    }

    @Test
    void nothingAndACachedNull_differ() {
        assertThat(here.entry(NOTHING)).isEmpty();
        here.put(NOTHING, Optional.empty(), OPTIONS.cacheNullFor(Duration.ofSeconds(10)));
        assertThat(here.get(NOTHING)).isEmpty();
        CacheEntry<Optional<String>> entry = here.entry(NOTHING).orElseThrow();
        assertThat(entry.isNull()).isTrue();
        assertThat(entry.value()).isEmpty();
        assertThat(entry.freshFor()).isEqualTo(Duration.ofSeconds(10));
        assertThat(entry.staleFor()).isZero();
    }

    @Test
    void staleEntry_isThereUntilItsWindowEnds() {
        here.put(KEY, "value", OPTIONS);
        pass(120);
        assertThat(here.get(KEY)).isEmpty();
        assertThat(found().value()).contains("value");
        assertThat(found().freshFor()).isZero();
        assertThat(found().staleFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(found().age()).contains(Duration.ofMinutes(2));
        pass(31);
        assertThat(here.entry(KEY)).isEmpty();
    }

    @Test
    void invalidatedEntry_isNoneAndAnExpiredOneIsStale() {
        here.put(KEY, "value", OPTIONS);
        here.expire("1");
        assertThat(found().freshFor()).isZero();
        assertThat(found().staleFor()).isEqualTo(Duration.ofSeconds(50));
        here.invalidate("1");
        assertThat(here.entry(KEY)).isEmpty();
    }

    @Test
    void marks_areHonoured() {
        here.put(KEY, "value", OPTIONS);
        pass(30);
        here.expireTags("news");
        assertThat(found().freshFor()).isZero();
        assertThat(found().staleFor()).isEqualTo(Duration.ofMinutes(2));
        assertThat(found().age()).contains(Duration.ofSeconds(30));
        here.clear();
        assertThat(here.entry(KEY)).isEmpty();
    }

    @Test
    void entryWithoutEnd_hasNoAge() {
        here.put(KEY, "value", CacheOptions.ttl("never"));
        assertThat(Durations.isForever(found().freshFor())).isTrue();
        assertThat(found().age()).isEmpty();
        assertThat(found().storedAt()).isEmpty();
    }

    @Test
    void look_countsAndProlongsNothing() {
        here.put(KEY, "value", OPTIONS.sliding(true));
        pass(60);
        var before = here.stats();
        assertThat(here.entry(KEY)).isPresent();
        assertThat(here.entry(CacheKey.of("none", String.class))).isEmpty();
        // But what the backend was asked.
        assertThat(here.stats())
                .usingRecursiveComparison()
                .ignoringFields("backendTime", "bytesRead")
                .isEqualTo(before);
        assertThat(found().freshFor()).isEqualTo(Duration.ofSeconds(40));
        assertThat(backend.calls(BackendOperation.SLIDE)).isZero();
    }

    @Test
    void nearEntry_saysSo() {
        try (CacheHandler near = open(fake.sibling(), true)) {
            // It keeps nothing near before its link is up.
            Awaitility.await().until(() -> {
                near.fetch(KEY, OPTIONS, () -> "value");
                return near.entry(KEY).orElseThrow().source() == Source.NEAR;
            });
            CacheEntry<String> entry = near.entry(KEY).orElseThrow();
            assertThat(entry.value()).contains("value");
            assertThat(entry.freshFor()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(100));
            assertThat(entry.staleFor()).isEqualTo(Duration.ofSeconds(50));
            assertThat(entry.tags()).containsExactly("news");
            assertThat(entry.size()).isEqualTo(found().size());
            near.invalidate("1");
            assertThat(near.entry(KEY)).isEmpty();
        }
    }

    @Test
    void foreignAndUndecodableEntries_areNone() {
        fake.plantForeign(Fixture.entryKey("1"), new byte[] {1, 2, 3});
        assertThat(here.entry(KEY)).isEmpty();
        here.put(CacheKey.of("1", Integer.class), 7, OPTIONS);
        assertThat(here.entry(KEY)).isEmpty();
    }

    @Test
    void backendThatFails_isEmptyOrThrownAsAsked() {
        here.put(KEY, "value", OPTIONS);
        backend.fail(BackendOperation.READ);
        assertThat(here.entry(KEY)).isEmpty();
        assertThat(here.stats().backendFailures()).isEqualTo(1);
        try (CacheHandler strict = CacheHandler.builder()
                .name("posts")
                .backend(backend)
                .serializer(new JavaSerializer())
                .property("cachex.backend-errors", "throw")
                .build()) {
            assertThatThrownBy(() -> strict.entry(KEY)).isInstanceOf(CacheBackendException.class);
        }
    }

    @Test
    void closedOrSwitchedOffCache_hasNone() {
        here.put(KEY, "value", OPTIONS);
        try (CacheHandler off = CacheHandler.builder()
                .name("posts")
                .backend(fake.sibling())
                .serializer(new JavaSerializer())
                .property("cachex.enabled", "false")
                .build()) {
            assertThat(off.entry(KEY)).isEmpty();
        }
        here.close();
        assertThatThrownBy(() -> here.entry(KEY)).isInstanceOf(CacheClosedException.class);
    }
}
