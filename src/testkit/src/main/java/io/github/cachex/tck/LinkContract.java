// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.RecordingLinkListener.Changed;
import io.github.cachex.tck.RecordingLinkListener.Joined;
import io.github.cachex.tck.RecordingLinkListener.Marked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.BackendLink} keeps: who joined a cache hears of all that happens there. */
public interface LinkContract extends LinkSessionContract {
    /** From the answer on nothing is missed, however soon it comes. */
    @Test
    default void changeRightAfterTheJoin_isHeard() {
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend())) {
            for (int i = 0; i < 50; i++) {
                CacheSpace cache = newSpace();
                listener.join(cache);
                otherJvm().write(cache.key("first"), entry("first"), budget());
                listener.waitForChange(cache, "first");
            }
        }
    }

    /** Every write is told, whoever does it, also in the JVM that listens. */
    @Test
    default void everyWrite_isHeardHereAndThere() {
        Map<String, BiConsumer<CacheBackend, EntryKey>> writes = Map.of(
                "write", (jvm, key) -> jvm.write(key, entry("new"), budget()),
                "writeAll", (jvm, key) -> jvm.writeAll(Map.of(key, entry("new")), budget()),
                "remove", (jvm, key) -> jvm.remove(key, budget()),
                "touch", (jvm, key) -> jvm.touch(key, Lifetime.of(LONG), budget()),
                "invalidate", (jvm, key) -> jvm.invalidate(List.of(key), budget()),
                "expire", (jvm, key) -> jvm.expire(List.of(key), budget()));
        writes.forEach((name, write) -> {
            CacheSpace cache = newSpace();
            Stream.of("here", "there").forEach(id -> backend().write(cache.key(id), entry("old"), budget()));
            try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
                write.accept(backend(), cache.key("here"));
                write.accept(otherJvm(), cache.key("there"));

                assertThat(listener.changedIds()).as(name).containsExactlyInAnyOrder("here", "there");
            }
        });
    }

    /** What was absent, stale or rejected is written by writeIfAbsent, and that is told. */
    @Test
    default void writeIfAbsentThatStores_isHeard() {
        CacheSpace cache = newSpace();
        NewEntry rejected = entry("undecodable");
        backend().write(cache.key("rejected"), rejected, budget());
        try (RecordingLinkListener listener = RecordingLinkListener.at(otherJvm(), cache)) {
            backend().writeIfAbsent(cache.key("absent"), entry("new"), OptionalLong.empty(), budget());
            backend().writeIfAbsent(cache.key("rejected"), entry("new"), OptionalLong.of(rejected.entryId()), budget());

            assertThat(listener.changedIds()).containsExactlyInAnyOrder("absent", "rejected");
        }
    }

    /** What the backend no longer holds may be held beside it: its removal is told too. */
    @Test
    default void removalOfNothing_isHeard() {
        CacheSpace cache = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            otherJvm().invalidate(List.of(cache.key("invalidated")), budget());
            otherJvm().expire(List.of(cache.key("expired")), budget());
            otherJvm().remove(cache.key("removed"), budget());

            assertThat(listener.changedIds()).containsExactlyInAnyOrder("invalidated", "expired", "removed");
        }
    }

    /** A stale entry that is ended early is told as well: it may be held fresh elsewhere. */
    @Test
    default void endOfAStaleEntry_isHeard() {
        CacheSpace cache = newSpace();
        List.of("a", "b").forEach(id -> backend().write(cache.key(id), soonStale("old"), budget()));
        pass(over());
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            otherJvm().expire(List.of(cache.key("a")), budget());
            otherJvm().invalidate(List.of(cache.key("b")), budget());

            assertThat(listener.changedIds()).containsExactlyInAnyOrder("a", "b");
        }
    }

    /** What leaves the value as it is says nothing, nor does a store under a lease, which replaces nothing that holds. */
    @Test
    default void whatChangesNothing_isNotHeard() {
        CacheSpace cache = newSpace();
        NewEntry there = entry("there");
        backend().write(cache.key("there"), there, budget());
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            for (CacheBackend jvm : List.of(backend(), otherJvm())) {
                jvm.read(cache.key("there"), budget());
                jvm.slide(cache.key("there"), there.entryId(), Lifetime.of(LONG), budget());
                jvm.touch(cache.key("nowhere"), Lifetime.of(LONG), budget());
                jvm.writeIfAbsent(cache.key("there"), entry("refused"), OptionalLong.empty(), budget());
                jvm.scan().ifPresent(scan -> scan.discard(Map.of(cache.key("there"), newId()), budget()));
                jvm.leases().ifPresent(leases -> loadAndStore(leases, cache));
            }
            otherJvm().write(cache.key("last"), entry("last"), budget());

            assertThat(listener.changedIds()).containsExactly("last");
        }
    }

    private void loadAndStore(LeaseStore leases, CacheSpace cache) {
        long token = newId();
        EntryKey loaded = cache.key("loaded-" + token);
        leases.acquire(loaded, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE), budget());
        leases.renew(loaded, token, LONG, budget());
        assertThat(leases.store(loaded, entry(token, "loaded"), budget())).isTrue();
        EntryKey bulk = cache.key("bulk-" + token);
        leases.acquire(bulk, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE), budget());
        assertThat(leases.storeAll(Map.of(bulk, entry(token, "bulk")), budget()))
                .hasSize(1);
        EntryKey failed = cache.key("failed-" + token);
        leases.acquire(failed, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE), budget());
        leases.release(failed, token, Release.FAILED, LONG, budget());
    }

    /** Ids arrive as they are, whatever separates messages from one another. */
    @Test
    default void anyIdThatIsChanged_arrivesUnchanged() {
        List<String> ids = List.of(
                "1",
                "a:b",
                "a:b:c:",
                "}",
                "{x}",
                "x}:lease",
                " ",
                "a b",
                ",",
                ";",
                "|",
                "\"'",
                "%2C",
                "*?[x]\\",
                "\u00e9",
                "e\u0301",
                "\u6f22\u5b57",
                "\ud83d\ude00",
                "\u2028",
                "\ufffd",
                "x".repeat(1_024));
        CacheSpace cache = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            ids.forEach(id -> otherJvm().write(cache.key(id), entry(id), budget()));
            assertThat(listener.changedIds()).containsExactlyInAnyOrderElementsOf(ids);
        }
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            otherJvm().invalidate(ids.stream().map(cache::key).toList(), budget());
            assertThat(listener.changedIds()).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    /** Many at once are all told, each in its own cache. */
    @Test
    default void bulkWrites_areHeardOneByOne() {
        CacheSpace first = newSpace();
        CacheSpace second = newSpace();
        List<EntryKey> keys = IntStream.range(0, 500)
                .mapToObj(i -> (i % 2 == 0 ? first : second).key("id-" + i))
                .toList();
        Map<EntryKey, NewEntry> entries = keys.stream().collect(Collectors.toMap(key -> key, key -> entry(key.id())));
        List<Runnable> bulks = List.of(
                () -> otherJvm().writeAll(entries, budget()),
                () -> otherJvm().expire(keys, budget()),
                () -> otherJvm().invalidate(keys, budget()));
        for (Runnable bulk : bulks) {
            try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), first, second)) {
                bulk.run();

                assertThat(listener.heard(Changed.class).stream()
                                .map(changed -> changed.cache().key(changed.id())))
                        .containsExactlyInAnyOrderElementsOf(keys);
            }
        }
    }

    /** Other caches and other namespaces, however alike, are not heard. */
    @Test
    default void changesElsewhere_areNotHeard() {
        CacheSpace cache = newSpace();
        List<CacheSpace> others = List.of(
                new CacheSpace(cache.namespace(), cache.cache() + "2"),
                new CacheSpace(cache.namespace(), cache.cache() + "*"),
                new CacheSpace(cache.namespace(), "*"),
                new CacheSpace(cache.namespace(), cache.cache().substring(1)),
                new CacheSpace("tck:2", cache.cache()),
                new CacheSpace("tck:11", cache.cache()),
                new CacheSpace("other:1", cache.cache()));
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            for (CacheSpace other : others) {
                backend().write(other.key("x"), entry("x"), budget());
                otherJvm().invalidate(List.of(other.key("x")), budget());
                otherJvm().tags().ifPresent(tags -> mark(otherJvm(), other, 0, "tag"));
            }
            otherJvm().write(cache.key("mine"), entry("mine"), budget());

            assertThat(listener.beat()).containsExactly(new Joined(cache), new Changed(cache, "mine"));
        }
    }

    /** When the sign of life comes, all that was told before it was sent has come. */
    @Test
    default void changesBeforeABeat_arriveBeforeItsAnswer() {
        CacheSpace cache = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            for (int i = 0; i < 100; i++) {
                String id = "id-" + i;
                otherJvm().write(cache.key(id), entry(id), budget());

                assertThat(listener.beat()).contains(new Changed(cache, id));
            }
        }
    }

    /** However many write, a listener is called once at a time, and nothing is lost. */
    @Test
    default void crowdOfWriters_isHeardOneByOne() {
        CacheSpace cache = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            Crowd.of(8).count(member -> {
                CacheBackend jvm = member % 2 == 0 ? backend() : otherJvm();
                for (int i = 0; i < 50; i++) {
                    jvm.write(cache.key(member + "-" + i), entry("x"), budget());
                }
                return true;
            });

            assertThat(listener.changedIds()).hasSize(400);
        }
    }

    /** Marks are told as they were answered, here and there. */
    @Test
    default void marks_areHeardAsTheyWereAnswered() {
        if (backend().tags().isEmpty()) {
            return;
        }
        CacheSpace cache = newSpace();
        try (RecordingLinkListener here = RecordingLinkListener.at(backend(), cache);
                RecordingLinkListener there = RecordingLinkListener.at(otherJvm(), cache)) {
            List<Marked> made = new ArrayList<>();
            made.add(mark(backend(), cache, 0, "a"));
            made.add(mark(otherJvm(), cache, 0, "a", "b", "user:*,x}\u00e9\ud83d\ude00 \"|"));
            made.add(mark(backend(), cache, made.get(1).state().epoch() + 1_000, "*"));
            made.add(mark(otherJvm(), cache, 0, "c"));

            assertThat(here.heard(Marked.class)).containsExactlyElementsOf(made);
            assertThat(there.heard(Marked.class)).containsExactlyElementsOf(made);
            for (int i = 1; i < made.size(); i++) {
                assertThat(made.get(i).state().previous())
                        .isEqualTo(made.get(i - 1).state().epoch());
            }
        }
    }

    /** Marks come in the order of their epochs, each naming the one before: so a gap shows. */
    @Test
    default void marksOfACrowd_areHeardWithoutAGap() {
        if (backend().tags().isEmpty()) {
            return;
        }
        CacheSpace cache = newSpace();
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            Crowd.of(8).count(member -> {
                for (int i = 0; i < 20; i++) {
                    mark(member % 2 == 0 ? backend() : otherJvm(), cache, 0, "tag-" + member + "-" + i);
                }
                return true;
            });

            List<Marked> heard = listener.heard(Marked.class);
            assertThat(heard).hasSize(160);
            for (int i = 1; i < heard.size(); i++) {
                assertThat(heard.get(i).state().previous())
                        .isEqualTo(heard.get(i - 1).state().epoch());
            }
        }
    }

    private Marked mark(CacheBackend jvm, CacheSpace cache, long held, String... marks) {
        return new Marked(
                cache,
                jvm.tags()
                        .orElseThrow()
                        .mark(
                                cache,
                                Set.copyOf(Arrays.asList(marks)),
                                new MarkPosition(newId(), held),
                                TagContract.BOUNDS,
                                budget()));
    }

    /** Whoever joined the cache is told of it. */
    @Test
    default void replacement_isHeard() {
        CacheSpace cache = newSpace();
        NewEntry there = entry("there");
        backend().write(cache.key("id"), there, budget());
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            assertThat(otherJvm().replace(cache.key("id"), there.entryId(), entry("anew"), budget()))
                    .isTrue();
            listener.waitForChange(cache, "id");
        }
    }
}
