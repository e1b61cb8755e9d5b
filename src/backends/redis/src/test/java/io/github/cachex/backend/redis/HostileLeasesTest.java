// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.SetParams;

/** Leases, markers and counters that no script of ours wrote, or that a clock that was set back lets live on. */
class HostileLeasesTest extends OnRedis {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration MARKER = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final EntryKey key = new EntryKey("tck:1", "c", "id" + UUID.randomUUID());
    private final byte[] lease = Scripts.bytes(key.lease());
    private LeaseStore leases;

    @BeforeEach
    void open() {
        leases = backend.leases().orElseThrow();
    }

    private LeaseAnswer acquire(long token) {
        return leases.acquire(key, new LeaseRequest(token, LEASE, MARKER, 0), budget());
    }

    private void held(byte[] text, long millis) {
        plain.set(lease, text, SetParams.setParams().px(millis));
    }

    @Test
    void leaseOfAHour_livesNoLongerThanOneOfTheCallers() {
        for (long millis : new long[] {HOUR.toMillis(), 9_000_000_000_000_000L}) {
            held(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, millis);
            LeaseAnswer answer = acquire(42);
            assertThat(answer.lease()).isEqualTo(LeaseState.BUSY);
            assertThat(answer.left()).isEqualTo(LEASE);
            assertThat(plain.pttl(lease)).isLessThanOrEqualTo(LEASE.toMillis());
        }
    }

    @Test
    void leaseOfAnotherSetting_isLeftAsItIs() {
        held(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2 * LEASE.toMillis());
        assertThat(acquire(42).lease()).isEqualTo(LeaseState.BUSY);
        assertThat(plain.pttl(lease)).isGreaterThan(LEASE.toMillis());
    }

    @Test
    void markerOfAHour_hasEnded() {
        for (String marker : new String[] {"F12345678", "U12345678"}) {
            held(Scripts.bytes(marker), HOUR.toMillis());
            assertThat(acquire(42).lease()).isEqualTo(LeaseState.WON);
            held(Scripts.bytes(marker), MARKER.toMillis());
            assertThat(acquire(42).lease()).isEqualTo(LeaseState.COOLDOWN);
        }
    }

    /** A thousand are woken: others ask again by themselves, and nobody else's commands wait for a hundred thousand messages. */
    @Test
    void leaseThatNamesAHundredThousand_wakesAThousand() {
        held(new byte[8 * 100_000], LEASE.toMillis());
        assertThat(acquire(42).lease()).isEqualTo(LeaseState.BUSY);
        assertThat(plain.strlen(lease)).isEqualTo(8 * 100_000);
        Raw.command(redis.port(), "CONFIG RESETSTAT");
        var entry = new NewEntry(7, new byte[] {1}, Lifetime.of(HOUR));
        backend.write(key, entry, budget());
        assertThat(Raw.calls(redis.port(), "publish")).isEqualTo(1_000 + 1);
        assertThat(plain.exists(lease)).isFalse();
    }

    @Test
    void thousandWaiters_areNoted() {
        held(new byte[8 + 8 * 999], LEASE.toMillis());
        assertThat(acquire(42).lease()).isEqualTo(LeaseState.BUSY);
        assertThat(plain.strlen(lease)).isEqualTo(8 + 8 * 1_000);
        try (RedisBackend other = Backends.on(redis)) {
            var request = new LeaseRequest(43, LEASE, MARKER, 0);
            assertThat(other.leases()
                            .orElseThrow()
                            .acquire(key, request, budget())
                            .lease())
                    .isEqualTo(LeaseState.BUSY);
        }
        assertThat(plain.strlen(lease)).isEqualTo(8 + 8 * 1_000);
    }

    @Test
    void counterThatLostItsEnd_getsItBackFromWhoAddsToIt() {
        String counter = Names.counter(key);
        backend.increment(key, 5, HOUR, budget());
        plain.persist(counter);
        assertThat(backend.increment(key, 0, HOUR, budget())).isEqualTo(5);
        assertThat(plain.pttl(counter)).isEqualTo(-1);
        assertThat(backend.increment(key, 1, HOUR, budget())).isEqualTo(6);
        assertThat(plain.pttl(counter)).isBetween(1L, HOUR.toMillis());
    }

    @Test
    void askingACounter_writesNothing() {
        assertThat(backend.increment(key, 0, HOUR, budget())).isZero();
        assertThat(plain.exists(Names.counter(key))).isFalse();
    }

    /** PERSIST, or a tool that copies keys without their ends. */
    @Test
    void entryThatLostItsEnd_isReplacedAMinuteAfterIt() {
        backend.write(key, new NewEntry(7, new byte[] {1}, Lifetime.of(HOUR)), budget());
        plain.persist(key.value());
        byte[] bytes = plain.get(Scripts.bytes(key.value()));
        java.nio.ByteBuffer.wrap(bytes).putLong(3, System.currentTimeMillis() - HOUR.toMillis());
        plain.set(Scripts.bytes(key.value()), bytes);
        assertThat(backend.read(key, budget()).orElseThrow().isFresh()).isFalse();
        LeaseAnswer answer = acquire(42);
        assertThat(answer.value()).isEqualTo(LeaseStore.ValueState.MISS);
        assertThat(answer.lease()).isEqualTo(LeaseState.WON);
    }
}
