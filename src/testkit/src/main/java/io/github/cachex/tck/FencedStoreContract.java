// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static io.github.cachex.spi.LeaseStore.LeaseState.NONE;
import static io.github.cachex.spi.LeaseStore.ValueState.FRESH;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What every {@link io.github.cachex.spi.LeaseStore} keeps when a leader stores: nothing without the lease. */
public interface FencedStoreContract extends BackendUnderTest {
    /** The holder stores; then the entry is there and the lease is not. */
    @Test
    default void storeByTheHolder_storesAndEndsTheLease() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();

        assertThat(content(key)).isEqualTo("loaded");
        assertThat(acquire(key, newId())).isEqualTo(new LeaseAnswer(FRESH, token, NONE, Duration.ZERO));
        assertThat(leases().renew(key, token, LONG, budget())).isFalse();
    }

    /** A stale entry is replaced. */
    @Test
    default void storeOverAStaleEntry_replacesIt() {
        EntryKey key = newKey();
        backend().write(key, soonStale("old"), budget());
        pass(over());
        long token = newId();
        acquire(key, token);

        assertThat(leases().store(key, entry(token, "new"), budget())).isTrue();

        assertThat(content(key)).isEqualTo("new");
    }

    /** After a lost answer, the entry being there is success. */
    @Test
    default void repeatedStore_succeedsWhileItIsThere() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        leases().store(key, entry(token, "loaded"), budget());

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
        backend().write(key, entry("newer"), budget());
        assertThat(leases().store(key, entry(token, "loaded"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("newer");
    }

    /** Without the lease nothing is stored. */
    @Test
    default void storeWithoutALease_isRefused() {
        EntryKey key = newKey();

        assertThat(leases().store(key, entry("unasked"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("nothing");
    }

    /** Another's lease is no lease. */
    @Test
    default void storeUnderAnothersLease_isRefused() {
        EntryKey key = newKey();
        long holder = newId();
        acquire(key, holder);

        assertThat(leases().store(key, entry("intruder"), budget())).isFalse();

        assertThat(leases().store(key, entry(holder, "loaded"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("loaded");
    }

    /** A loader that paused longer than its lease comes too late, whether or not another took over. */
    @Test
    default void storeAfterTheLeaseEnded_isRefused() {
        EntryKey key = newKey();
        long late = newId();
        acquire(key, late, brief());
        pass(over());
        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();

        long next = newId();
        acquire(key, next);
        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();

        assertThat(content(key)).isEqualTo("nothing");
        assertThat(leases().store(key, entry(next, "loaded"), budget())).isTrue();
    }

    /** No write lets a load under way bring an older value back, and its waiters need not wait on. */
    @Test
    default void storeAfterAnyWrite_isRefused() {
        Map<String, BiConsumer<EntryKey, NewEntry>> writes = Map.of(
                "write", (key, entry) -> backend().write(key, entry, budget()),
                "writeAll", (key, entry) -> backend().writeAll(Map.of(key, entry), budget()),
                "writeIfAbsent", (key, entry) -> backend().writeIfAbsent(key, entry, OptionalLong.empty(), budget()),
                "remove", (key, entry) -> backend().remove(key, budget()),
                "invalidate", (key, entry) -> backend().invalidate(List.of(key), budget()),
                "expire", (key, entry) -> backend().expire(List.of(key), budget()),
                "expire in the other JVM", (key, entry) -> otherJvm().expire(List.of(key), budget()),
                "write in the other JVM", (key, entry) -> otherJvm().write(key, entry, budget()),
                "invalidate in the other JVM", (key, entry) -> otherJvm().invalidate(List.of(key), budget()));
        writes.forEach((name, write) -> {
            EntryKey key = newKey();
            long late = newId();
            acquire(key, late);
            write.accept(key, entry("written"));

            assertThat(leases().store(key, entry(late, "older"), budget()))
                    .as(name)
                    .isFalse();
            assertThat(content(key)).as(name).isNotEqualTo("older");
            assertThat(leases().renew(key, late, LONG, budget())).as(name).isFalse();
        });
    }

    /** A touch is a write too: it ends the lease of one who wants to replace that entry. */
    @Test
    default void storeAfterATouch_isRefused() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        long late = newId();
        leases().acquire(key, new LeaseRequest(late, LONG, there.entryId()), budget());
        backend().touch(key, Lifetime.of(LONG), budget());

        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();
    }

    /** A slide changes no value: it leaves the load of one who wants to replace that entry alone. */
    @Test
    default void storeAfterASlide_succeeds() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        long token = newId();
        leases().acquire(key, new LeaseRequest(token, LONG, there.entryId()), budget());
        assertThat(backend().slide(key, there.entryId(), Lifetime.of(LONG), budget()))
                .isTrue();

        assertThat(leases().store(key, entry(token, "replaced"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("replaced");
    }

    /** A discard makes room and ends no load. */
    @Test
    default void storeAfterADiscard_succeeds() {
        EntryKey key = newKey();
        NewEntry old = soonStale("old");
        backend().write(key, old, budget());
        pass(over());
        long token = newId();
        acquire(key, token);
        backend().scan().ifPresent(scan -> scan.discard(Map.of(key, old.entryId()), budget()));

        assertThat(leases().store(key, entry(token, "loaded"), budget())).isTrue();
    }

    /** A replacement is a write too: it ends the lease of one who wants to replace that entry. */
    @Test
    default void storeAfterAReplacement_isRefused() {
        EntryKey key = newKey();
        NewEntry there = entry("there");
        backend().write(key, there, budget());
        long late = newId();
        leases().acquire(key, new LeaseRequest(late, LONG, there.entryId()), budget());
        assertThat(backend().replace(key, there.entryId(), entry("anew"), budget()))
                .isTrue();

        assertThat(leases().store(key, entry(late, "late"), budget())).isFalse();
        assertThat(content(key)).isEqualTo("anew");
    }
}
