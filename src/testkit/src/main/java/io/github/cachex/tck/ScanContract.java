// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.KeyScan.Page;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link KeyScan} keeps: each entry of a cache is listed, nothing else is, and none is removed by mistake. */
public interface ScanContract extends BackendUnderTest {
    /** Returns what lists the entries of {@code jvm}. */
    private static KeyScan scanOf(CacheBackend jvm) {
        return jvm.scan().orElseThrow();
    }

    /** Returns all ids that a scan from the beginning to the end lists. */
    private Set<String> listed(CacheSpace cache, String glob) {
        Set<String> ids = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < 100_000; pages++) {
            Page page = scanOf(backend()).scan(cache, glob, cursor, budget());
            ids.addAll(page.ids());
            cursor = page.next();
            if (cursor.isEmpty()) {
                return ids;
            }
        }
        throw new AssertionError("the scan of " + cache + " has no end");
    }

    private void store(CacheSpace cache, Iterable<String> ids) {
        ids.forEach(id -> otherJvm().write(cache.key(id), entry(id), budget()));
    }

    /** Nothing stored, nothing listed. */
    @Test
    default void scanOfNothing_isEmpty() {
        assertThat(listed(newSpace(), "*")).isEmpty();
    }

    /** Entries are listed under their own ids, whatever these look like. */
    @Test
    default void everyEntry_isListedByItsId() {
        CacheSpace cache = newSpace();
        Set<String> ids = Set.of(
                "1",
                "a:b",
                "}",
                "{x}",
                "x}:lease",
                "{" + cache.cache() + ":x}",
                " ",
                "*",
                "?",
                "[a]",
                "\\",
                "\\*",
                "\"'",
                "\u00e9",
                "e\u0301",
                "\ud83d\ude00",
                "x".repeat(1_024));
        store(cache, ids);

        assertThat(listed(cache, "*")).isEqualTo(ids);
    }

    /** Stale entries are entries; what ended, or was removed, is none. */
    @Test
    default void staleEntries_areListedAndGoneOnesNot() {
        CacheSpace cache = newSpace();
        backend().write(cache.key("stale"), soonStale("old"), budget());
        backend().write(cache.key("gone"), entry(newId(), "gone", Lifetime.of(brief())), budget());
        backend().write(cache.key("removed"), entry("removed"), budget());
        backend().remove(cache.key("removed"), budget());
        pass(over());

        assertThat(listed(cache, "*")).containsExactly("stale");
    }

    /** A star stands for any characters or none, a question mark for one; the glob is for the whole id. */
    @Test
    default void starAndQuestionMark_standForCharacters() {
        CacheSpace cache = newSpace();
        store(cache, Set.of("user:1", "user:12", "user:", "User:1", "xuser:1", "user:1x", "us/er:1", "user:1:name"));

        assertThat(listed(cache, "user:*"))
                .containsExactlyInAnyOrder("user:1", "user:12", "user:", "user:1x", "user:1:name");
        assertThat(listed(cache, "user:?")).containsExactly("user:1");
        assertThat(listed(cache, "user:??")).containsExactlyInAnyOrder("user:12", "user:1x");
        assertThat(listed(cache, "*:1")).containsExactlyInAnyOrder("user:1", "User:1", "xuser:1", "us/er:1");
        assertThat(listed(cache, "user:1")).containsExactly("user:1");
        assertThat(listed(cache, "us*er:*1")).containsExactlyInAnyOrder("user:1", "us/er:1");
        assertThat(listed(cache, "**user**:**")).hasSize(6);
        assertThat(listed(cache, "*?")).hasSize(8);
        assertThat(listed(cache, "user")).isEmpty();
        assertThat(listed(cache, "?")).isEmpty();
    }

    /** A backslash takes the meaning of what follows it away. */
    @Test
    default void backslash_makesThemPlain() {
        CacheSpace cache = newSpace();
        store(cache, Set.of("a*", "ab", "a?", "a\\", "a\\*", "a", "abc"));

        assertThat(listed(cache, "a\\*")).containsExactly("a*");
        assertThat(listed(cache, "a\\?")).containsExactly("a?");
        assertThat(listed(cache, "a\\\\")).containsExactly("a\\");
        assertThat(listed(cache, "a\\\\\\*")).containsExactly("a\\*");
        assertThat(listed(cache, "a\\b")).containsExactly("ab");
        assertThat(listed(cache, "a\\\\*")).containsExactlyInAnyOrder("a\\", "a\\*");
        assertThat(listed(cache, "a\\*\\*")).isEmpty();
    }

    /** Whatever else has a meaning elsewhere has none here. */
    @Test
    default void anythingElse_isPlain() {
        CacheSpace cache = newSpace();
        Set<String> ids = Set.of(
                "[ab]", "a", "b", "[^a]", "[a-c]", "[", "]", "{a,b}", "a.b", "axb", "a+", "aa", "(a)", "a|b", "^a$",
                "\\Qa\\E");
        store(cache, ids);

        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(listed(cache, id.replace("\\", "\\\\"))).containsExactly(id));
        assertThat(listed(cache, "[*]")).containsExactlyInAnyOrder("[ab]", "[^a]", "[a-c]");
        assertThat(listed(cache, "[??]")).containsExactlyInAnyOrder("[ab]", "[^a]");
    }

    /** A character is a character, however many bytes it takes. */
    @Test
    default void nonAsciiIds_matchByCharacter() {
        CacheSpace cache = newSpace();
        store(
                cache,
                Set.of("caf\u00e9", "cafe", "cafe\u0301", "\u6f22\u5b57", "\u6f22", "\ud83d\ude00!", "caf\u00e9s"));

        assertThat(listed(cache, "caf?")).containsExactlyInAnyOrder("caf\u00e9", "cafe");
        assertThat(listed(cache, "caf\u00e9")).containsExactly("caf\u00e9");
        assertThat(listed(cache, "caf\u00e9*")).containsExactlyInAnyOrder("caf\u00e9", "caf\u00e9s");
        assertThat(listed(cache, "??")).containsExactlyInAnyOrder("\u6f22\u5b57", "\ud83d\ude00!");
        assertThat(listed(cache, "\u6f22?")).containsExactly("\u6f22\u5b57");
        assertThat(listed(cache, "\u6f22*")).containsExactlyInAnyOrder("\u6f22\u5b57", "\u6f22");
        assertThat(listed(cache, "\ud83d\ude00*")).containsExactly("\ud83d\ude00!");
        assertThat(listed(cache, "\\\u6f22")).containsExactly("\u6f22");
    }

    /** Other caches, however alike their names, keep their entries to themselves. */
    @Test
    default void entriesOfOtherCaches_areNotListed() {
        CacheSpace cache = newSpace();
        List<CacheSpace> others = List.of(
                new CacheSpace(cache.namespace(), cache.cache() + "2"),
                new CacheSpace(cache.namespace(), cache.cache() + "*"),
                new CacheSpace(cache.namespace(), cache.cache() + " "),
                new CacheSpace(cache.namespace(), "2" + cache.cache()),
                new CacheSpace("tck:2", cache.cache()),
                new CacheSpace("tck:11", cache.cache()),
                new CacheSpace("xtck:1", cache.cache()));
        others.forEach(other -> store(other, Set.of("theirs")));
        store(cache, Set.of("mine"));

        assertThat(listed(cache, "*")).containsExactly("mine");
        assertThat(others).allSatisfy(other -> assertThat(listed(other, "*")).containsExactly("theirs"));
    }

    /** The names of cache and namespace are names, not globs. */
    @Test
    default void namesThatLookLikeGlobs_areNames() {
        String unique = newKey().id();
        for (String name : List.of(unique + "*", unique + "?", unique + "[x]", unique + "\\")) {
            CacheSpace cache = new CacheSpace("tck*:[1]?", name);
            store(cache, Set.of("mine"));
            store(new CacheSpace("tck*:[1]?", unique + "x"), Set.of("theirs"));
            store(new CacheSpace("tck9:1x", name), Set.of("theirs"));

            assertThat(listed(cache, "*")).containsExactly("mine");
        }
    }

    /** What belongs to a key or a cache beside its entries is not listed. */
    @Test
    default void leasesCountersAndMarks_areNotListed() {
        CacheSpace cache = newSpace();
        for (LeaseStore leases : backend().leases().stream().toList()) {
            acquire(cache.key("leased"), newId());
            long token = newId();
            acquire(cache.key("failed"), token);
            leases.release(cache.key("failed"), token, Release.FAILED, LONG, budget());
        }
        try {
            backend().increment(cache.key("counted"), 1, LONG, budget());
        } catch (UnsupportedOperationException e) {
            // Counters are not everyone's; who has none lists none.
        }
        backend()
                .tags()
                .ifPresent(tags ->
                        tags.mark(cache, Set.of("tag"), new MarkPosition(newId(), 0), TagContract.BOUNDS, budget()));
        store(cache, Set.of("entry"));

        assertThat(listed(cache, "*")).containsExactly("entry");
    }

    /** Many entries come in several pages, and none is left out. */
    @Test
    default void manyEntries_areListedPageByPage() {
        CacheSpace cache = newSpace();
        Set<String> ids = IntStream.range(0, 1_500).mapToObj(i -> "id-" + i).collect(Collectors.toSet());
        Map<EntryKey, NewEntry> entries = ids.stream().collect(Collectors.toMap(cache::key, id -> entry(id)));
        backend().writeAll(entries, budget());

        Page first = scanOf(backend()).scan(cache, "*", Optional.empty(), budget());

        assertThat(first.next()).isPresent();
        assertThat(listed(cache, "*")).isEqualTo(ids);
        assertThat(listed(cache, "id-1??")).hasSize(100);
        assertThat(listed(cache, "id-7")).containsExactly("id-7");
    }

    /** What is there all the while is listed, whatever comes and goes meanwhile. */
    @Test
    default void entriesThatStay_areListedWhileOthersComeAndGo() {
        CacheSpace cache = newSpace();
        Set<String> stay = IntStream.range(0, 1_000).mapToObj(i -> "stays-" + i).collect(Collectors.toSet());
        store(cache, stay);
        store(cache, IntStream.range(0, 500).mapToObj(i -> "goes-" + i).toList());
        Set<String> found = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        int step = 0;
        do {
            Page page = scanOf(backend()).scan(cache, "*", cursor, budget());
            found.addAll(page.ids());
            cursor = page.next();
            for (int i = 0; i < 50 && step < 500; i++, step++) {
                backend().invalidate(List.of(cache.key("goes-" + step)), budget());
                otherJvm().write(cache.key("comes-" + step), entry("new"), budget());
                otherJvm().write(cache.key("stays-" + step), entry("replaced"), budget());
            }
        } while (cursor.isPresent());

        assertThat(found).containsAll(stay);
    }

    /** Only those that still are what the caller saw are removed, and counted. */
    @Test
    default void discard_removesWhatIsStillTheSame() {
        CacheSpace cache = newSpace();
        Map<EntryKey, Long> seen = new HashMap<>();
        for (String id : List.of("same", "stale", "replaced", "removed", "absent")) {
            NewEntry entry = id.equals("stale") ? soonStale(id) : entry(id);
            backend().write(cache.key(id), entry, budget());
            seen.put(cache.key(id), entry.entryId());
        }
        pass(over());
        otherJvm().write(cache.key("replaced"), entry("newer"), budget());
        backend().remove(cache.key("removed"), budget());
        backend().write(cache.key("unasked"), entry("unasked"), budget());

        seen.remove(cache.key("absent"));
        seen.put(cache.key("never there"), newId());
        assertThat(scanOf(backend()).discard(seen, budget())).isEqualTo(2);

        assertThat(listed(cache, "*")).containsExactlyInAnyOrder("replaced", "absent", "unasked");
        assertThat(content(cache.key("replaced"))).isEqualTo("newer");
        assertThat(scanOf(backend()).discard(seen, budget())).isZero();
        assertThat(scanOf(backend()).discard(Map.of(), budget())).isZero();
    }

    /** Ids are compared as they are, large or small, in several caches at once. */
    @Test
    default void discardOfManyCaches_comparesEveryId() {
        Map<EntryKey, Long> seen = new HashMap<>();
        for (long id : new long[] {1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0D0A0D0A0D0A0D0AL}) {
            EntryKey key = newSpace().key("id");
            backend().write(key, entry(id, "content"), budget());
            seen.put(key, id);
        }
        Map<EntryKey, Long> others = new HashMap<>(seen);
        others.replaceAll((key, id) -> id ^ 1);

        assertThat(scanOf(backend()).discard(others, budget())).isZero();
        assertThat(scanOf(otherJvm()).discard(seen, budget())).isEqualTo(5);
        assertThat(backend().readAll(seen.keySet(), budget())).isEmpty();
    }

    /** A discard tells nobody. */
    @Test
    default void discard_isNotHeard() {
        if (backend().link().isEmpty()) {
            return;
        }
        CacheSpace cache = newSpace();
        NewEntry entry = entry("discarded");
        backend().write(cache.key("discarded"), entry, budget());
        try (RecordingLinkListener listener = RecordingLinkListener.at(backend(), cache)) {
            assertThat(scanOf(otherJvm()).discard(Map.of(cache.key("discarded"), entry.entryId()), budget()))
                    .isEqualTo(1);

            assertThat(listener.changedIds()).isEmpty();
        }
    }

    /** With a spent budget an operation ends at once: it answers what is true, or throws. */
    @Test
    default void scanOperationsWithASpentBudget_endAtOnce() {
        CacheSpace cache = newSpace();
        store(cache, Set.of("mine"));
        List<Runnable> operations = List.of(
                () -> assertThat(scanOf(backend())
                                .scan(cache, "*", Optional.empty(), spentBudget())
                                .ids())
                        .isSubsetOf("mine"),
                () -> assertThat(scanOf(backend())
                                .discard(Map.of(cache.key("mine"), StoredEntry.UNREADABLE), spentBudget()))
                        .isZero());
        for (Runnable operation : operations) {
            try {
                operation.run();
            } catch (CacheBackendException e) {
                assertThat(e.backend()).isEqualTo(backend().type());
            }
        }
    }
}
