// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan.Page;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import io.github.cachex.testkit.redis.SlotMigration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a backend on a cluster of three primaries does, whoever made its client. */
abstract class ClusterCases implements BackendUnderTest {
    private final RedisCluster redis;
    private RedisBackend backend;

    ClusterCases(RedisCluster redis) {
        this.redis = redis;
    }

    /** Returns a new backend on the cluster. */
    abstract RedisBackend open();

    @BeforeEach
    void openIt() {
        backend = open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    private BackendParts parts() {
        return backend.parts().orElseThrow();
    }

    private RedisServer holder(EntryKey key) {
        return redis.primaryOf(RedisCluster.slot(key.value()));
    }

    /** Returns keys of one cache, as many of each primary. */
    private List<EntryKey> keysOfAll(CacheSpace cache, int ofEach) {
        Map<RedisServer, Integer> counts = new LinkedHashMap<>();
        List<EntryKey> keys = new ArrayList<>();
        for (int i = 0; keys.size() < 3 * ofEach; i++) {
            EntryKey key = cache.key(String.valueOf(i));
            if (counts.merge(holder(key), 1, Integer::sum) <= ofEach) {
                keys.add(key);
            }
        }
        return keys;
    }

    private List<EntryKey> keysOfTheSlotOf(EntryKey first, int count) {
        return Stream.concat(
                        Stream.of(first),
                        Stream.generate(this::newKey)
                                .filter(key -> RedisCluster.slot(key.value()) == RedisCluster.slot(first.value())))
                .limit(count)
                .toList();
    }

    private RedisServer anotherThan(RedisServer one) {
        return redis.primaries().stream()
                .filter(other -> !other.equals(one))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nodes_hearEachOther() {
        try (RedisBackend other = open()) {
            NodeDialogue.between(backend, other);
        }
    }

    /** Without any contact before: the first call finds out who holds what. */
    @Test
    void keys_areWrittenReadExpiredAndInvalidatedOnTheirPrimaries() {
        List<EntryKey> keys = keysOfAll(newSpace(), 4);
        Map<EntryKey, NewEntry> entries =
                keys.stream().collect(Collectors.toMap(key -> key, key -> entry("of " + key.id())));

        backend.writeAll(entries, budget());

        assertThat(backend.readAll(keys, budget())).containsOnlyKeys(keys);
        keys.forEach(key -> assertThat(content(key)).isEqualTo("of " + key.id()));
        assertThat(backend.expire(keys.subList(0, 6), budget())).isEqualTo(6);
        assertThat(backend.invalidate(keys, budget())).isEqualTo(6);
        assertThat(backend.readAll(keys, budget())).isEmpty();
        assertThat(backend.readAll(List.of(), budget())).isEmpty();
    }

    @Test
    void entriesOfACache_areListedFromAllPrimaries() {
        CacheSpace cache = newSpace();
        List<EntryKey> keys = keysOfAll(cache, 3);
        keys.forEach(key -> backend.write(key, entry("x"), budget()));

        List<String> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = backend.scan().orElseThrow().scan(cache, "*", cursor, budget());
            found.addAll(page.ids());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(EntryKey::id).toList());
    }

    @Test
    void marksOfManyCaches_arePeekedAtWhereTheyAre() {
        List<CacheSpace> caches =
                IntStream.range(0, 12).mapToObj(number -> newSpace()).toList();
        TagBounds bounds = new TagBounds(10, LONG);
        List<Long> incarnations = caches.stream()
                .map(cache -> tags().mark(cache, Set.of("red"), new MarkPosition(newId(), 0), bounds, budget()))
                .map(TagState::incarnation)
                .toList();

        assertThat(caches.stream().map(parts()::of).distinct()).hasSizeGreaterThan(1);
        assertThat(tags().peek(caches, budget()))
                .extracting(TagState::incarnation)
                .isEqualTo(incarnations);
    }

    @Test
    void contact_namesTheClusterAndItsVersion() {
        assertThat(backend.contact(budget()).orElseThrow()).contains("Redis cluster at ", ", version ");
        assertThat(backend.toString())
                .contains(redis.nodes().stream().map(node -> ":" + node.port()).toList());
    }

    @Test
    void parts_areThePrimariesWithNamesThatStayAndPlacesThatAreTold() {
        backend.contact(budget());
        Map<RedisServer, String> names = new LinkedHashMap<>();
        keysOfAll(newSpace(), 1).forEach(key -> names.put(holder(key), parts().of(key)));

        assertThat(parts().names()).containsExactlyInAnyOrderElementsOf(names.values());
        names.forEach((server, part) -> {
            assertThat(parts().describe(part)).isEqualTo(part + " at 127.0.0.1:" + server.port());
            assertThat(parts().contact(part, budget()).orElseThrow()).contains(":" + server.port(), ", version ");
        });
        assertThat(parts().describe("gone")).isEqualTo("gone");
        assertThat(parts().contact("gone", budget())).isEmpty();
    }

    @Test
    void linkOfAPart_tellsWhatChangesThere() {
        backend.contact(budget());
        for (EntryKey key : keysOfAll(newSpace(), 1)) {
            HeardNews news = new HeardNews();
            BackendLink link = parts().link(parts().of(key)).orElseThrow();
            try (LinkSession session = link.open(news)) {
                session.join(key.space());
                await().until(() -> news.has("joined " + key.cache()));
                assertThat(link.announces(key.space())).isTrue();
                backend.write(key, entry("new"), budget());
                await().until(() -> news.has("changed " + key.cache() + " " + key.id()));
                session.beat();
                await().until(() -> !news.beats.isEmpty());
            }
        }
    }

    /** For those who do not tell the primaries apart. Who joins before these are known, joins all of them once they are. */
    @Test
    void linkOnAll_isJoinedOnAllAndTellsEachChangeOnce() {
        CacheSpace cache = newSpace();
        HeardNews news = new HeardNews();
        BackendLink link = backend.link().orElseThrow();
        try (LinkSession session = link.open(news)) {
            session.join(cache);
            await().until(() -> news.has("joined " + cache.cache()));
            assertThat(link.announces(cache)).isTrue();
            for (EntryKey key : keysOfAll(cache, 2)) {
                backend.write(key, entry("new"), budget());
                await().until(() -> news.has("changed " + cache.cache() + " " + key.id()));
                assertThat(news.count("changed " + cache.cache() + " " + key.id()))
                        .isEqualTo(1);
            }
            tags().mark(cache, Set.of("red"), new MarkPosition(newId(), 0), new TagBounds(10, LONG), budget());
            await().until(() -> news.has("marked " + cache.cache()));
            await().until(() -> {
                session.beat();
                return !news.beats.isEmpty();
            });
            assertThat(news.count("joined " + cache.cache())).isEqualTo(1);
        }
        int told = news.all.size();
        backend.write(cache.key("late"), entry("new"), budget());
        assertThat(news.all).hasSize(told);
    }

    /** A lease and its end are on the primary of the key. */
    @Test
    void leases_areWonAndStoredOnAllPrimaries() {
        for (EntryKey key : keysOfAll(newSpace(), 1)) {
            long token = newId();
            assertThat(acquire(key, token).lease()).isEqualTo(LeaseState.WON);
            assertThat(leases().store(key, entry(token, "made"), budget())).isTrue();
            assertThat(content(key)).isEqualTo("made");
        }
    }

    /** While a slot is here and there, each of its keys is found where it is, and what concerns both nodes is refused. */
    @Test
    void slotThatMoves_isFollowedKeyByKeyAndInBulk() {
        EntryKey first = newKey();
        List<EntryKey> keys = keysOfTheSlotOf(first, 4);
        keys.forEach(key -> backend.write(key, entry("before"), budget()));
        RedisServer source = holder(first);

        SlotMigration migration = redis.beginMigration(RedisCluster.slot(first.value()), anotherThan(source));
        migration.moveKeys(2);
        keys.forEach(key -> assertThat(content(key)).isEqualTo("before"));
        assertThat(backend.readAll(keys, budget())).containsOnlyKeys(keys);
        CacheBackendException refused =
                catchThrowableOfType(CacheBackendException.class, () -> backend.invalidate(List.of(first), budget()));
        assertThat(refused).hasMessageContaining("TRYAGAIN");
        assertThat(refused.perhapsApplied()).isFalse();
        migration.finish();

        assertThat(backend.readAll(keys, budget())).containsOnlyKeys(keys);
        assertThat(backend.invalidate(keys, budget())).isEqualTo(keys.size());
    }

    @Test
    void slotThatMoved_isToldToThoseWhoListenForChanges() {
        EntryKey first = newKey();
        backend.write(first, entry("before"), budget());
        String before = parts().of(first);
        List<String> heard = new CopyOnWriteArrayList<>();
        Runnable ending = parts().onChange(() -> heard.add("moved"));

        redis.migrate(RedisCluster.slot(first.value()), anotherThan(holder(first)));

        assertThat(content(first)).isEqualTo("before");
        await().until(() -> heard.contains("moved"));
        assertThat(parts().of(first)).isNotEqualTo(before);
        ending.run();
    }
}
