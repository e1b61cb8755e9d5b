// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two releases of one application side by side, of which neither reads what the other stored. */
class ForeignEntriesTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);

    private final ManualClock clock = ManualClock.startingAt("2030-01-01T00:00:00Z");
    private final FakeBackend backend = FakeBackend.on(clock);
    private final AtomicInteger oldLoads = new AtomicInteger();
    private final AtomicInteger newLoads = new AtomicInteger();
    private CacheHandler older;
    private CacheHandler newer;

    @BeforeEach
    void twoReleases() {
        older = open(new JavaSerializer());
        newer = open(new OtherSerializer());
    }

    private CacheHandler open(Serializer serializer, String... properties) {
        CacheHandler.Builder builder = CacheHandler.builder()
                .name("posts")
                .backend(backend.sibling())
                .serializer(serializer)
                .property("cachex.jitter", "0");
        for (int i = 0; i < properties.length; i += 2) {
            builder.property(properties[i], properties[i + 1]);
        }
        return inSync(builder.build(), serializer.name());
    }

    /** Marks that are first learned while a load runs end what is kept of it: one near hit shows that they are known. */
    private static CacheHandler inSync(CacheHandler node, String id) {
        CacheKey<String> own = CacheKey.of(id, String.class);
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            node.fetch(own, () -> "any");
            return node.stats().nearHits() > 0;
        });
        return node;
    }

    @AfterEach
    void close() throws Exception {
        newer.close();
        older.close();
    }

    private String byOld(CacheOptions options) {
        return older.fetch(KEY, options, () -> "old " + oldLoads.incrementAndGet());
    }

    private String byOld() {
        return byOld(CacheOptions.defaults());
    }

    private String byNew() {
        return newer.fetch(KEY, () -> "new " + newLoads.incrementAndGet());
    }

    @Test
    void freshEntryOfAnotherRelease_isLoadedBesideOnceAndNotReplaced() {
        byOld();
        for (int i = 0; i < 10; i++) {
            assertThat(byNew()).isEqualTo("new 1");
            assertThat(byOld(CacheOptions.defaults().near(false))).isEqualTo("old 1");
        }
        assertThat(newLoads).hasValue(1);
        assertThat(oldLoads).hasValue(1);
    }

    /** Of a release that is gone: nothing else would ever end it. */
    @Test
    void entryThatNeverEnds_isReplacedOnceOwnValuesWouldHaveEnded() {
        byOld(CacheOptions.ttl(Durations.FOREVER));
        CacheOptions brief = CacheOptions.ttl("100ms").jitter(0);
        assertThat(newer.fetch(KEY, brief, () -> "beside")).isEqualTo("beside");
        assertThat(newer.get(KEY)).isEmpty();
        Awaitility.await().until(() -> {
            newer.fetch(KEY, brief.near(false), () -> "stored");
            return newer.get(KEY).isPresent();
        });
        assertThat(newer.get(KEY)).contains("stored");
    }

    @Test
    void staleEntryOfAnotherRelease_isReplaced() {
        byOld(CacheOptions.ttl("1m").staleTtl("1h"));
        assertThat(byNew()).isEqualTo("new 1");
        clock.advance(Duration.ofMinutes(2));
        assertThat(byNew()).isEqualTo("new 2");
        assertThat(newer.get(KEY)).contains("new 2");
    }

    @Test
    void keyInvalidatedByTheOtherRelease_isLoadedAnewByBoth() {
        byOld();
        byNew();
        older.invalidate("post:1");
        assertThat(byNew()).isEqualTo("new 2");
        assertThat(newer.get(KEY)).contains("new 2");
        assertThat(byOld()).isEqualTo("old 2");
    }

    @Test
    void keyInvalidatedHere_isLoadedAnew() {
        byOld();
        byNew();
        newer.invalidate("post:1");
        assertThat(byNew()).isEqualTo("new 2");
    }

    @Test
    void entryInvalidatedByTag_isReplacedAlthoughFresh() {
        byOld(CacheOptions.defaults().tags("news"));
        byNew();
        newer.invalidateTags("news");
        assertThat(byNew()).isEqualTo("new 2");
        assertThat(newer.get(KEY)).contains("new 2");
    }

    /** The other release loaded again: what was kept beside its former entry may be older than that. */
    @Test
    void anotherEntryOfTheOtherRelease_isNotTakenForTheFormer() {
        byOld();
        byNew();
        older.put(KEY, "put");
        assertThat(byNew()).isEqualTo("new 2");
    }

    /** As when the message of an earlier drop arrives late: the entry is the one that it was loaded beside. */
    @Test
    void messageThatArrivesWhileTheEntryStays_costsNoLoad() {
        byOld();
        byNew();
        assertThat(older.touch(KEY, Duration.ofHours(1))).isTrue();
        assertThat(byNew()).isEqualTo("new 1");
        assertThat(newLoads).hasValue(1);
    }

    @Test
    void invalidationOfAnotherTag_costsNoLoad() {
        byOld();
        byNew();
        older.invalidateTags("news");
        assertThat(byNew()).isEqualTo("new 1");
        assertThat(newLoads).hasValue(1);
    }

    @Test
    void fetchOfMany_leavesTheEntriesOfTheOtherReleaseToIt() {
        byOld();
        List<CacheKey<String>> keys = List.of(KEY, CacheKey.of("post:2", String.class));
        for (int i = 0; i < 3; i++) {
            assertThat(newer.fetchAll(keys, CacheOptions.defaults(), missing -> {
                        newLoads.addAndGet(missing.size());
                        return missing.stream().collect(Collectors.toMap(key -> key, key -> "loaded"));
                    }))
                    .hasSize(2);
        }
        assertThat(newLoads).hasValue(2);
        assertThat(byOld(CacheOptions.defaults().near(false))).isEqualTo("old 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cachex.hard-timeout", "cachex.soft-timeout"})
    void loadBeside_keepsToTimeouts(String timeout) throws Exception {
        byOld();
        try (CacheHandler timed = open(new OtherSerializer(), timeout, "1m")) {
            assertThat(timed.fetch(KEY, () -> Thread.currentThread().getName())).isNotNull();
            assertThat(byOld(CacheOptions.defaults().near(false))).isEqualTo("old 1");
        }
    }
}
