// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan.Page;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Elapsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedisScanTest extends OnRedis {
    private final CacheSpace cache = new CacheSpace("t[c]k*:1", "c-^" + UUID.randomUUID());

    private Set<String> scan(String glob) {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = backend.scan().orElseThrow().scan(cache, glob, cursor, budget());
            ids.addAll(page.ids());
            cursor = page.next();
        } while (cursor.isPresent());
        return new TreeSet<>(ids);
    }

    private void store(String... ids) {
        for (String id : ids) {
            backend.write(cache.key(id), entry(id), budget());
        }
    }

    @Test
    void scan_listsTheEntriesOfOneCacheAlone() {
        store("a", "b}", "{c", "d}:lease", "é", "");
        backend.write(new CacheSpace("t[c]k*:1", cache.cache() + "x").key("other"), entry("x"), budget());
        backend.write(new CacheSpace("tck:1", cache.cache()).key("other"), entry("x"), budget());
        acquire(cache.key("leased"), newId());
        backend.increment(cache.key("counted"), 1, LONG, budget());
        backend.tags()
                .orElseThrow()
                .mark(
                        cache,
                        Set.of("tag"),
                        new MarkPosition(1, 0),
                        new TagBounds(10, Duration.ofMillis(10_000)),
                        budget());

        assertThat(scan("*")).containsExactlyInAnyOrder("a", "b}", "{c", "d}:lease", "é", "");
    }

    @Test
    void globs_meanWhatTheySay() {
        store("user:1", "user:2:x", "user*", "user?", "u[s]er:1", "u\\ser", "usér:1", "us😀r:1", "a-b", "a^b");

        assertThat(scan("user:*")).containsExactlyInAnyOrder("user:1", "user:2:x");
        assertThat(scan("user\\*")).containsExactly("user*");
        assertThat(scan("user?")).containsExactlyInAnyOrder("user*", "user?");
        assertThat(scan("user\\?")).containsExactly("user?");
        assertThat(scan("us?r:1")).containsExactlyInAnyOrder("user:1", "usér:1", "us😀r:1");
        assertThat(scan("u[s]er:1")).containsExactly("u[s]er:1");
        assertThat(scan("u\\\\ser")).containsExactly("u\\ser");
        assertThat(scan("a[-^]b")).isEmpty();
        assertThat(scan("a-b")).containsExactly("a-b");
        assertThat(scan("a^b")).containsExactly("a^b");
        assertThat(scan("*:*:*")).containsExactly("user:2:x");
        assertThat(scan("nothing*")).isEmpty();
    }

    @Test
    void manyEntries_comeInPagesWhileOthersChange() {
        Map<EntryKey, NewEntry> many = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            many.put(cache.key("n" + i), entry("x"));
        }
        backend.writeAll(many, budget());
        Page first = backend.scan().orElseThrow().scan(cache, "*", Optional.empty(), budget());
        assertThat(first.ids()).hasSizeLessThan(1_000);
        assertThat(first.next()).isPresent();

        assertThat(scan("n*")).hasSize(5_000);
    }

    /** Redis's own matching of this takes minutes. */
    @Test
    void globOfManyStars_endsSoon() {
        store("a".repeat(200));
        Elapsed elapsed = Elapsed.start();

        assertThat(scan("*a".repeat(30) + "*b")).isEmpty();

        elapsed.isWithin(Duration.ofSeconds(5));
    }

    @Test
    void discard_removesTheseVeryEntriesAndTellsNobody() {
        NewEntry kept = entry("kept");
        NewEntry gone = entry("gone");
        backend.write(cache.key("kept"), kept, budget());
        backend.write(cache.key("gone"), gone, budget());
        long token = newId();
        acquire(cache.key("loading"), token);
        Map<EntryKey, Long> found = Map.of(
                cache.key("kept"),
                kept.entryId() + 1,
                cache.key("gone"),
                gone.entryId(),
                cache.key("loading"),
                token,
                cache.key("never"),
                1L);

        assertThat(backend.scan().orElseThrow().discard(found, budget())).isEqualTo(1);

        assertThat(content(cache.key("kept"))).isEqualTo("kept");
        assertThat(content(cache.key("gone"))).isEqualTo("nothing");
        assertThat(leases().store(cache.key("loading"), entry(token, "loaded"), budget()))
                .isTrue();
    }
}
