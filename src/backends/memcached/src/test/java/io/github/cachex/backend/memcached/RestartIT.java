// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.server.MemcachedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server is killed and starts again: its cas uniques begin anew, and no store of before passes. */
class RestartIT {
    private static final EntryKey KEY = new EntryKey("tck:1", "restart", "key");

    private final MemcachedServer server = MemcachedServer.start();
    private final CacheBackend slow = TestSettings.backend(server.address());
    private final CacheBackend other = TestSettings.backend(server.address());

    @AfterEach
    void close() {
        slow.close();
        other.close();
        server.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    private static LeaseStore leases(CacheBackend jvm) {
        return jvm.leases().orElseThrow();
    }

    private static LeaseState acquire(CacheBackend jvm, long token) {
        return leases(jvm)
                .acquire(KEY, new LeaseRequest(token, Duration.ofMinutes(1), StoredEntry.UNREADABLE), budget())
                .lease();
    }

    private static NewEntry entry(long token, String text) {
        return new NewEntry(token, text.getBytes(StandardCharsets.UTF_8), Lifetime.of(Duration.ofHours(1)));
    }

    /** Brings the record of the key to the cas unique {@code wanted}, as chance might. */
    private void reach(long wanted) {
        try (Raw raw = new Raw(server.address())) {
            while (raw.cas("count") < wanted - 1) {
                raw.set("count", new byte[1]);
            }
        }
    }

    /**
     * The store of a JVM that read, decided and is about to write, while the server starts again and the record has the same cas unique by
     * accident: the bare command would pass.
     */
    @Test
    void versionFromBeforeARestart_doesNotPass_thoughItsUniqueIsThereAgain() {
        int passed = 0;
        int accidents = 0;
        try (MemcachedStore before = TestSettings.store(server.address());
                MemcachedStore after = TestSettings.store(server.address())) {
            for (int round = 0; round < 5; round++) {
                reach(10 + round);
                assertThat(before.get(KEY.value(), budget())).isEmpty();
                long version = before.put(KEY.value(), CasStore.ABSENT, new byte[] {1}, CasStore.NEVER, budget())
                        .orElseThrow();
                long cas = unique();
                server.restart();
                reach(cas);
                assertThat(after.get(KEY.value(), budget())).isEmpty();
                assertThat(after.put(KEY.value(), CasStore.ABSENT, new byte[] {2}, CasStore.NEVER, budget()))
                        .isPresent();
                accidents += unique() == cas ? 1 : 0;
                // Its idle connections are from before; a read finds that out.
                assertThat(before.get(KEY.value(), budget())).isPresent();
                OptionalLong stale = before.put(KEY.value(), version, new byte[] {3}, CasStore.NEVER, budget());
                boolean deleted = before.delete(KEY.value(), version, budget());
                passed += stale.isPresent() || deleted ? 1 : 0;
                assertThat(after.get(KEY.value(), budget()).orElseThrow().bytes())
                        .containsExactly(2);
                server.restart();
            }
        }
        assertThat(accidents).as("cas uniques that were there again").isPositive();
        Show.exactly(
                "restart memcached", passed, 0, "stores of before passed, of " + accidents + " with an equal unique");
    }

    private long unique() {
        try (Raw raw = new Raw(server.address())) {
            return raw.cas(KEY.value());
        }
    }

    /** The same with leases: the one that was lost stores nothing, the other's load does. */
    @Test
    void leaseFromBeforeARestart_storesNothing() {
        reach(10);
        assertThat(slow.read(KEY, budget())).isEmpty();
        assertThat(acquire(slow, 7)).isEqualTo(LeaseState.WON);
        long cas = unique();
        server.restart();
        reach(cas);
        assertThat(acquire(other, 8)).isEqualTo(LeaseState.WON);
        assertThat(unique()).isEqualTo(cas);
        assertThat(slow.read(KEY, budget())).isEmpty();
        assertThat(leases(slow).store(KEY, entry(7, "stale"), budget())).isFalse();
        assertThat(leases(slow).renew(KEY, 7, Duration.ofMinutes(1), budget())).isFalse();
        assertThat(leases(other).store(KEY, entry(8, "new"), budget())).isTrue();
        assertThat(slow.read(KEY, budget()).orElseThrow().entryId()).isEqualTo(8);
    }

    /** Idle connections are from before: neither reads nor writes fail for that. */
    @Test
    void firstCallsAfterARestart_succeed() {
        IntStream.range(0, 3).parallel().forEach(i -> slow.write(KEY, entry(i + 1, "text"), budget()));
        server.restart();
        assertThat(slow.read(KEY, budget())).isEmpty();
        slow.write(KEY, entry(5, "again"), budget());
        assertThat(other.read(KEY, budget())).isPresent();
    }

    /** The marks went with the server: entries that rely on them can be told by another incarnation. */
    @Test
    void marks_beginAnewWithAnotherIncarnation() {
        var tags = slow.tags().orElseThrow();
        TagState made = tags.mark(
                KEY.space(),
                Set.of("tred"),
                new MarkPosition(77, 0),
                new TagBounds(100, Duration.ofMinutes(5)),
                budget());
        assertThat(made.incarnation()).isEqualTo(77);
        server.restart();
        TagState lost = other.tags().orElseThrow().sync(KEY.space(), new MarkPosition(77, made.epoch()), 88, budget());
        assertThat(lost.incarnation()).isEqualTo(88);
    }
}
