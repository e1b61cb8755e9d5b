// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.engine.MethodCache.When;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Invalidations of several entries by what they have in common. */
class GroupsTest extends TwoNodes {
    private static final CacheOptions STALE = CacheOptions.ttl("1h").staleTtl("1h");

    private static CacheKey<String> key(String id) {
        return CacheKey.of(id, String.class);
    }

    @Override
    String load() {
        return "load " + loads.incrementAndGet();
    }

    private String fetch(CacheHandler handler, String id, CacheOptions options) {
        return handler.fetch(key(id), options, this::load);
    }

    @Test
    void tag_dropsItsEntriesEverywhere() {
        CacheOptions news = STALE.tags("news");
        assertThat(fetch(here, "1", news)).isEqualTo("load 1");
        assertThat(fetch(there, "1", news)).isEqualTo("load 1");
        assertThat(fetch(here, "2", STALE)).isEqualTo("load 2");
        assertThat(here.invalidateTags("news").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(here.get(key("1"))).isEmpty();
        Awaitility.await().until(() -> there.get(key("1")).isEmpty());
        assertThat(there.contains(key("1"))).isFalse();
        assertThat(fetch(there, "1", news)).isEqualTo("load 3");
        assertThat(fetch(here, "2", STALE)).isEqualTo("load 2");
        assertThat(fixture.heard.events(CacheEvent.GroupInvalidated.class))
                .extracting(CacheEvent::id)
                .containsExactly("tag:news");
    }

    @Test
    void tagLearnedInTheLoad_isAsGoodAsAny() {
        String old = here.fetch(key("1"), STALE, () -> {
            FetchContext.current().tags("late");
            here.invalidateTags("late");
            return load();
        });
        assertThat(old).isEqualTo("load 1");
        assertThat(fetch(here, "1", STALE)).isEqualTo("load 2");
    }

    @Test
    void pattern_dropsWhatMatchesAndFreesIt() {
        fetch(here, "post:1", STALE);
        fetch(here, "post:2", STALE);
        fetch(here, "page:1", STALE);
        Invalidation dropped = here.invalidateMatching("post:*");
        assertThat(dropped.isApplied()).isTrue();
        assertThat(dropped.count()).isEqualTo(OptionalLong.of(2));
        assertThat(here.getAll(List.of(key("post:1"), key("post:2"), key("page:1"))))
                .containsOnlyKeys(key("page:1"));
        assertThatThrownBy(() -> here.invalidateMatching("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patternLongerThanAnyId_isRefused() {
        assertThatThrownBy(() -> here.invalidateMatching("a".repeat(2_000)))
                .hasMessageContaining("has 2000 characters, more than cachex.key.max-length=1024; use a shorter one");
        assertThatThrownBy(() -> here.expireMatching("a\uD83C*")).hasMessageContaining("half of a surrogate pair");
    }

    /** A tag for each thing that a load has seen, each said by itself. */
    @Test
    void loadWithTooManyTags_isReturnedAndNotStored() {
        String loaded = here.fetch(key("1"), STALE, () -> {
            for (int i = 0; i < 70_000; i++) {
                FetchContext.current().tags("t" + i);
            }
            return load();
        });
        assertThat(loaded).isEqualTo("load 1");
        assertThat(fixture.heard.events(CacheEvent.NotStored.class))
                .extracting(CacheEvent.NotStored::reason)
                .containsExactly("70000 tags are more than tags.max-per-entry=1000;"
                        + " raise it, or name by fewer what its entry depends on");
        assertThat(fetch(here, "1", STALE)).isEqualTo("load 2");
    }

    @Test
    void clear_dropsAll() {
        fetch(here, "1", STALE);
        fetch(here, "2", STALE);
        assertThat(here.clear().isApplied()).isTrue();
        assertThat(here.getAll(List.of(key("1"), key("2")))).isEmpty();
        assertThat(here.putIfAbsent(key("1"), "put", STALE)).isTrue();
        assertThat(here.touch(key("2"), java.time.Duration.ofHours(1))).isFalse();
        assertThat(here.getAndRemove(key("2"))).isEmpty();
    }

    @Test
    void expired_standsInWhereLoadingFails() {
        List<Runnable> soft = List.of(
                () -> here.expire("0"), () -> here.expireTags("news"), () -> here.expireMatching("?"), here::expireAll);
        CacheOptions options = STALE.tags("news");
        for (int i = 0; i < soft.size(); i++) {
            String id = String.valueOf(i);
            String value = fetch(here, id, options);
            soft.get(i).run();
            assertThat(here.get(key(id))).isEmpty();
            assertThat(here.<String, IllegalStateException>fetch(key(id), options, () -> {
                        throw new IllegalStateException("source down");
                    }))
                    .isEqualTo(value);
        }
    }

    @Test
    void whileTheBackendIsDown_groupsAreQueuedAndHoldHere() {
        fetch(here, "1", STALE.tags("news"));
        fixture.backend.fail(BackendOperation.MARK);
        assertThat(here.invalidateTags("news").outcome()).isEqualTo(Outcome.QUEUED);
        assertThat(here.get(key("1"))).isEmpty();
        fixture.backend.heal();
        Awaitility.await().until(() -> here.stats().queuedInvalidations() == 0);
        assertThat(here.get(key("1"))).isEmpty();
        Awaitility.await().until(() -> there.get(key("1")).isEmpty());
    }

    @Test
    void closedCache_refusesGroups() {
        here.close();
        assertThatThrownBy(here::clear).isInstanceOf(CacheClosedException.class);
        assertThatThrownBy(() -> here.invalidateTags("a")).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void resolvedCalls_dropAndDoNothingAfterClose() {
        MethodCache cache = ((NamedCache) here).methods();
        for (Runnable invalidate : List.<Runnable>of(
                () -> cache.invalidate(cache.owner(), new Selection.Ids(List.of("1")), true, When.NOW),
                () -> cache.invalidate(cache.owner(), new Selection.Tagged(List.of("news")), false, When.NOW),
                () -> cache.invalidate(cache.owner(), new Selection.Matching("*"), false, When.NOW),
                () -> cache.invalidate(cache.owner(), new Selection.All(), false, When.NOW))) {
            fetch(here, "1", CacheOptions.ttl("1h").tags("news"));
            invalidate.run();
            assertThat(here.get(key("1"))).isEmpty();
        }
        here.close();
        cache.invalidate(cache.owner(), new Selection.Tagged(List.of("news")), false, When.NOW);
        cache.invalidate(cache.owner(), new Selection.Matching("*"), false, When.NOW);
        cache.invalidate(cache.owner(), new Selection.All(), false, When.NOW);
    }

    @Test
    void counter_addsUp() {
        assertThat(here.increment("c", 2, java.time.Duration.ofHours(1))).isEqualTo(2);
        assertThat(there.increment("c", 3, java.time.Duration.ofHours(1))).isEqualTo(5);
        assertThatThrownBy(() -> here.increment("c", 1, java.time.Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
