// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Soft invalidation, sliding, counters, and leases by the hundred. */
class LifetimesTest extends OnRedis {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FOREVER = Durations.FOREVER;

    private EntryKey stored(Duration fresh, Duration stale) {
        EntryKey key = newKey();
        backend.write(key, entry(newId(), "value", new Lifetime(fresh, stale)), budget());
        return key;
    }

    private long expire(EntryKey... keys) {
        return backend.expire(List.of(keys), budget());
    }

    private StoredEntry read(EntryKey key) {
        return backend.read(key, budget()).orElseThrow();
    }

    private Duration left(EntryKey key) {
        return Duration.ofMillis(plain.pttl(key.value()));
    }

    @Test
    void expiredEntry_isStaleForItsWindow() {
        EntryKey key = stored(LONG, MINUTE);

        assertThat(expire(key)).isEqualTo(1);

        assertThat(read(key).isFresh()).isFalse();
        assertThat(content(key)).isEqualTo("value");
        assertThat(left(key)).isBetween(MINUTE.dividedBy(2), MINUTE);
        assertThat(acquire(key, newId())).returns(ValueState.STALE, LeaseAnswer::value);
    }

    @Test
    void expiredTwice_keepsWhatIsLeft() {
        EntryKey key = stored(LONG, MINUTE);
        expire(key);
        plain.pexpire(key.value(), 20_000);

        assertThat(expire(key)).isEqualTo(1);

        assertThat(left(key)).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void expiredWithoutAWindow_isGone() {
        EntryKey plainOne = stored(LONG, Duration.ZERO);
        EntryKey endless = stored(FOREVER, Duration.ZERO);
        EntryKey foreign = newKey();
        plain.lpush(foreign.value(), "x");

        assertThat(expire(plainOne, endless, foreign, newKey())).isEqualTo(3);

        for (EntryKey key : List.of(plainOne, endless, foreign)) {
            assertThat(content(key)).isEqualTo("nothing");
        }
    }

    @Test
    void expiredThatWouldLiveForEver_isStaleAllTheSame() {
        EntryKey freshForEver = stored(FOREVER, MINUTE);
        EntryKey staleForEver = stored(LONG, FOREVER);

        assertThat(expire(freshForEver, staleForEver)).isEqualTo(2);

        assertThat(read(freshForEver).isFresh()).isFalse();
        assertThat(left(freshForEver)).isBetween(MINUTE.dividedBy(2), MINUTE);
        assertThat(read(staleForEver).isFresh()).isFalse();
        assertThat(plain.pttl(staleForEver.value())).isEqualTo(-1);
    }

    @Test
    void expire_endsTheLease() {
        EntryKey key = newKey();
        long token = newId();
        acquire(key, token);
        expire(key);

        assertThat(leases().store(key, entry(token, "late"), budget())).isFalse();
    }

    @Test
    void touchAndSlide_setTheWindowAnew() {
        for (boolean slide : new boolean[] {true, false}) {
            EntryKey key = stored(LONG, Duration.ZERO);
            Lifetime anew = new Lifetime(LONG, MINUTE);
            assertThat(
                            slide
                                    ? backend.slide(key, read(key).entryId(), anew, budget())
                                    : backend.touch(key, anew, budget()))
                    .isTrue();
            expire(key);
            assertThat(content(key)).isEqualTo("value");
            assertThat(left(key)).isBetween(MINUTE.dividedBy(2), MINUTE);
            // What is stale is neither touched nor slid.
            assertThat(backend.slide(key, read(key).entryId(), anew, budget())).isFalse();
            assertThat(backend.touch(key, anew, budget())).isFalse();
        }
    }

    @Test
    void slide_prolongsThisVeryEntryAndEndsNoLease() {
        EntryKey key = stored(MINUTE, Duration.ZERO);
        long id = read(key).entryId();
        long token = newId();
        plain.setex(key.lease().getBytes(StandardCharsets.UTF_8), 600, Frame.id(token));

        assertThat(backend.slide(key, id + 1, Lifetime.of(LONG), budget())).isFalse();
        assertThat(left(key)).isLessThanOrEqualTo(MINUTE);
        assertThat(backend.slide(key, id, Lifetime.of(LONG), budget())).isTrue();
        assertThat(read(key).freshLeft()).isGreaterThan(MINUTE);
        assertThat(left(key)).isGreaterThan(MINUTE);
        assertThat(backend.slide(key, id, Lifetime.of(FOREVER), budget())).isTrue();
        assertThat(plain.pttl(key.value())).isEqualTo(-1);
        assertThat(read(key).freshLeft()).isEqualTo(FOREVER);
        assertThat(leases().renew(key, token, LONG, budget())).isTrue();
        assertThat(backend.slide(newKey(), id, Lifetime.of(LONG), budget())).isFalse();
    }

    @Test
    void counter_livesFromItsFirstAddition() {
        EntryKey key = newKey();
        backend.write(key, entry("value"), budget());

        assertThat(backend.increment(key, 5, MINUTE, budget())).isEqualTo(5);
        assertThat(backend.increment(key, -7, LONG, budget())).isEqualTo(-2);

        assertThat(Duration.ofMillis(plain.pttl(Names.counter(key)))).isLessThanOrEqualTo(MINUTE);
        assertThat(content(key)).isEqualTo("value");
        backend.invalidate(List.of(key), budget());
        assertThat(backend.increment(key, 2, LONG, budget())).isZero();
    }

    @Test
    void counter_hasAll64Bits() {
        EntryKey key = newKey();

        assertThat(backend.increment(key, Long.MIN_VALUE, FOREVER, budget())).isEqualTo(Long.MIN_VALUE);
        assertThat(plain.pttl(Names.counter(key))).isEqualTo(-1);
        assertThatThrownBy(() -> backend.increment(key, -1, FOREVER, budget()))
                .isInstanceOf(CacheBackendException.class)
                .isNotInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("overflow");
        assertThat(backend.increment(key, Long.MAX_VALUE, FOREVER, budget())).isEqualTo(-1);
        assertThat(backend.increment(key, (1L << 53) + 2, FOREVER, budget())).isEqualTo((1L << 53) + 1);
    }

    @Test
    void counterOfAnotherType_isAnError() {
        EntryKey key = newKey();
        plain.lpush(Names.counter(key), "x");
        EntryKey text = newKey();
        plain.set(Names.counter(text), "x");

        for (EntryKey wrong : List.of(key, text)) {
            assertThatThrownBy(() -> backend.increment(wrong, 1, LONG, budget()))
                    .isInstanceOf(CacheBackendException.class)
                    .isNotInstanceOf(CacheConnectionException.class);
        }
    }

    @Test
    void leasesByTheHundred_areEachAsOne() {
        List<EntryKey> keys = IntStream.range(0, 1_100).mapToObj(i -> newKey()).toList();
        EntryKey busy = keys.get(3);
        EntryKey fresh = keys.get(1_050);
        acquire(busy, newId());
        backend.write(fresh, entry("there"), budget());
        Map<EntryKey, LeaseRequest> requests = new HashMap<>();
        keys.forEach(key -> requests.put(key, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE)));
        Raw.command(redis.port(), "CONFIG RESETSTAT");

        Map<EntryKey, LeaseAnswer> answers = leases().acquireAll(requests, budget());

        assertThat(answers).containsOnlyKeys(keys);
        assertThat(answers.get(busy).lease()).isEqualTo(LeaseState.BUSY);
        assertThat(answers.get(fresh).value()).isEqualTo(ValueState.FRESH);
        assertThat(answers.values())
                .filteredOn(answer -> answer.lease() == LeaseState.WON)
                .hasSize(1_098);
        Map<EntryKey, NewEntry> loaded = new HashMap<>();
        requests.forEach((key, request) -> loaded.put(key, entry(request.token(), "loaded")));
        assertThat(leases().storeAll(loaded, budget())).hasSize(1_098).doesNotContain(busy, fresh);
        assertThat(content(fresh)).isEqualTo("there");
        assertThat(leases().acquireAll(Map.of(), budget())).isEmpty();
        assertThat(leases().storeAll(Map.of(), budget())).isEmpty();
    }
}
