// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.CacheBackend} keeps. */
public interface BackendContract extends LifetimeContract, ReplacementContract, ConditionalWriteContract {
    /** A type is what one writes under {@code cachex.backend.type}. */
    @Test
    default void type_isAPlainWord() {
        assertThat(backend().type()).matches("[a-z][a-z0-9-]*");
    }

    /** Nothing stored, nothing read. */
    @Test
    default void readOfNothing_isEmpty() {
        assertThat(backend().read(newKey(), budget())).isEmpty();
    }

    /** An entry comes back with its id, its bytes, and the time it stays fresh. */
    @Test
    default void readAfterWrite_returnsTheEntry() {
        EntryKey key = newKey();
        NewEntry entry = entry("first");
        backend().write(key, entry, budget());

        StoredEntry read = backend().read(key, budget()).orElseThrow();

        assertThat(read.entryId()).isEqualTo(entry.entryId());
        assertThat(read.bytes()).isEqualTo(entry.bytes());
        assertThat(read.isFresh()).isTrue();
        assertThat(read.freshLeft()).isBetween(LONG.minusMinutes(1), LONG.plusSeconds(1));
    }

    /** What one JVM writes, the other reads. */
    @Test
    default void writtenHere_isReadInTheOtherJvm() {
        EntryKey key = newKey();
        NewEntry entry = entry("shared");
        backend().write(key, entry, budget());

        assertThat(otherJvm().read(key, budget())).map(StoredEntry::entryId).hasValue(entry.entryId());
    }

    /** Bytes are opaque: none of them means anything, and there may be none or many. */
    @Test
    default void anyBytes_comeBackUnchanged() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] many = new byte[(int) Math.min(1 << 20, backend().largestEntry())];
        ThreadLocalRandom.current().nextBytes(many);
        for (byte[] bytes : List.of(all, many, new byte[0])) {
            EntryKey key = newKey();
            backend().write(key, new NewEntry(newId(), bytes, Lifetime.of(LONG)), budget());
            assertThat(backend().read(key, budget()))
                    .hasValueSatisfying(entry -> assertThat(entry.bytes()).isEqualTo(bytes));
        }
    }

    /** The smallest and largest ids are ids like any other. */
    @Test
    default void anyId_comesBackUnchanged() {
        for (long id : new long[] {1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0D0A0D0A0D0A0D0AL}) {
            EntryKey key = newKey();
            backend().write(key, entry(id, "content"), budget());
            assertThat(backend().read(key, budget())).map(StoredEntry::entryId).hasValue(id);
        }
    }

    /** Keys that look alike are different keys. */
    @Test
    default void distinctKeys_doNotMix() {
        String unique = newKey().id();
        List<EntryKey> keys = List.of(
                new EntryKey("tck:1", "contract", unique),
                new EntryKey("tck:2", "contract", unique),
                new EntryKey("tck:1", "other", unique),
                new EntryKey("tck:1", "contract", unique + "}:lease"),
                new EntryKey("tck:1", "contract", unique + " "),
                new EntryKey("tck:1", "contract", unique + "\u00e9"),
                new EntryKey("tck:1", "contract", unique + "e\u0301"),
                new EntryKey("tck:1", "contract", unique + "\ud83d\ude00"));
        keys.forEach(key -> backend().write(key, entry(key.value()), budget()));

        assertThat(keys).allSatisfy(key -> assertThat(content(key)).isEqualTo(key.value()));
    }

    /** Past its ttl and within its stale time, an entry is there and not fresh. */
    @Test
    default void pastItsTtl_isStale() {
        EntryKey key = newKey();
        backend().write(key, soonStale("old"), budget());
        assertThat(backend().read(key, budget()).orElseThrow().isFresh()).isTrue();
        pass(over());

        StoredEntry read = backend().read(key, budget()).orElseThrow();

        assertThat(read.isFresh()).isFalse();
        assertThat(read.freshLeft()).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(content(key)).isEqualTo("old");
    }

    /** Past its whole lifetime an entry is gone. */
    @Test
    default void pastItsLifetime_isGone() {
        EntryKey plain = newKey();
        EntryKey stale = newKey();
        backend().write(plain, entry(newId(), "plain", Lifetime.of(brief())), budget());
        backend()
                .write(
                        stale,
                        entry(newId(), "stale", new Lifetime(Duration.ofMillis(30), Duration.ofMillis(30))),
                        budget());
        pass(over());

        assertThat(content(plain)).isEqualTo("nothing");
        assertThat(content(stale)).isEqualTo("nothing");
        assertThat(backend().readAll(List.of(plain, stale), budget())).isEmpty();
    }

    /** An entry may never expire, and one may be stale for ever. */
    @Test
    default void forever_neverEnds() {
        EntryKey fresh = newKey();
        EntryKey stale = newKey();
        backend().write(fresh, entry(newId(), "fresh", Lifetime.of(Durations.FOREVER)), budget());
        backend().write(stale, entry(newId(), "stale", new Lifetime(brief(), Durations.FOREVER)), budget());
        pass(over());

        assertThat(backend().read(fresh, budget()))
                .hasValueSatisfying(entry ->
                        assertThat(Durations.isForever(entry.freshLeft())).isTrue());
        assertThat(backend().read(stale, budget()))
                .hasValueSatisfying(entry -> assertThat(entry.isFresh()).isFalse());
    }

    /** A write replaces whatever was there, and its lifetime too. */
    @Test
    default void secondWrite_replacesTheFirst() {
        EntryKey key = newKey();
        backend().write(key, entry(newId(), "first", Lifetime.of(brief())), budget());
        NewEntry second = entry("second");
        backend().write(key, second, budget());
        pass(over());

        assertThat(backend().read(key, budget())).map(StoredEntry::entryId).hasValue(second.entryId());
    }

    /** A write may be repeated after a lost answer. */
    @Test
    default void repeatedWrite_isStoredOnce() {
        EntryKey key = newKey();
        NewEntry entry = entry("again");
        backend().write(key, entry, budget());
        backend().write(key, entry, budget());

        assertThat(content(key)).isEqualTo("again");
    }

    /** Many are read at once: those that are stored, fresh or stale. */
    @Test
    default void readAll_returnsWhatIsStored() {
        List<EntryKey> keys = IntStream.range(0, 100).mapToObj(i -> newKey()).toList();
        Map<EntryKey, NewEntry> written =
                keys.subList(0, 60).stream().collect(Collectors.toMap(key -> key, key -> entry(key.id())));
        backend().writeAll(written, budget());
        backend().write(keys.get(0), soonStale("stale"), budget());
        pass(over());

        Map<EntryKey, StoredEntry> read = backend().readAll(keys, budget());

        assertThat(read.keySet()).isEqualTo(written.keySet());
        assertThat(read)
                .hasEntrySatisfying(
                        keys.get(0), entry -> assertThat(entry.isFresh()).isFalse());
        byte[] expected = keys.get(1).id().getBytes(StandardCharsets.UTF_8);
        assertThat(read)
                .hasEntrySatisfying(
                        keys.get(1), entry -> assertThat(entry.bytes()).isEqualTo(expected));
    }

    /** No keys, nothing to do; the same key twice is one key. */
    @Test
    default void bulkOfNothingOrTwins_isFine() {
        EntryKey key = newKey();
        backend().writeAll(Map.of(), budget());
        backend().write(key, entry("one"), budget());

        assertThat(backend().readAll(List.of(), budget())).isEmpty();
        assertThat(backend().readAll(List.of(key, key), budget())).containsOnlyKeys(key);
        assertThat(backend().invalidate(List.of(), budget())).isZero();
        assertThat(backend().invalidate(List.of(key, key), budget())).isEqualTo(1);
    }

    /** A write after its budget does nothing. */
    @Test
    default void writeWithASpentBudget_doesNothing() {
        EntryKey key = newKey();

        assertThatThrownBy(() -> backend().write(key, entry("late"), spentBudget()))
                .isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> backend().writeAll(Map.of(key, entry("late")), spentBudget()))
                .isInstanceOf(CacheBackendException.class);
        assertThatThrownBy(() -> backend().writeIfAbsent(key, entry("late"), OptionalLong.empty(), spentBudget()))
                .isInstanceOf(CacheBackendException.class);

        assertThat(content(key)).isEqualTo("nothing");
    }

    /** The other operations end at once too: they answer what is true, or throw. */
    @Test
    default void anythingWithASpentBudget_endsAtOnce() {
        EntryKey key = newKey();
        List<Runnable> operations = List.of(
                () -> assertThat(backend().read(key, spentBudget())).isEmpty(),
                () -> assertThat(backend().readAll(List.of(key), spentBudget())).isEmpty(),
                () -> assertThat(backend().remove(key, spentBudget())).isEmpty(),
                () -> assertThat(backend().touch(key, Lifetime.of(LONG), spentBudget()))
                        .isFalse(),
                () -> assertThat(backend().expire(List.of(key), spentBudget())).isZero(),
                () -> assertThat(backend().slide(key, newId(), Lifetime.of(LONG), spentBudget()))
                        .isFalse(),
                () -> assertThat(backend().invalidate(List.of(key), spentBudget()))
                        .isZero());
        for (Runnable operation : operations) {
            try {
                operation.run();
            } catch (CacheBackendException e) {
                assertThat(e.backend()).isEqualTo(backend().type());
                assertThat(e.key()).contains(key.value());
            }
        }
    }

    /** Invalidated entries are gone and counted; others stay. */
    @Test
    default void invalidate_removesAndCounts() {
        List<EntryKey> keys = IntStream.range(0, 50).mapToObj(i -> newKey()).toList();
        EntryKey other = newKey();
        keys.subList(0, 20).forEach(key -> backend().write(key, entry("gone"), budget()));
        backend().write(other, entry("stays"), budget());

        assertThat(backend().invalidate(keys, budget())).isEqualTo(20);

        assertThat(backend().readAll(keys, budget())).isEmpty();
        assertThat(content(other)).isEqualTo("stays");
        assertThat(backend().invalidate(keys, budget())).isZero();
    }

    /** Where entries and evictions are counted, the counts make sense. */
    @Test
    default void counts_areNotNegative() {
        backend().write(newKey(), entry("counted"), budget());

        backend().entries().ifPresent(count -> assertThat(count).isPositive());
        backend().evictions().ifPresent(count -> assertThat(count).isNotNegative());
    }

    /** Closing twice is closing. */
    @Test
    default void closeTwice_doesNothing() {
        assertThatCode(() -> {
                    backend().close();
                    backend().close();
                })
                .doesNotThrowAnyException();
    }
}
