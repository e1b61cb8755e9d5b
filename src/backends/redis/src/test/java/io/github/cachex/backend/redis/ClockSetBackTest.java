// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.params.SetParams;

/** What lies in Redis after its clock went back by an hour: all that was written before ends, and is fresh, an hour later. */
class ClockSetBackTest extends OnRedis {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int FRESH_UNTIL = 3;

    private final EntryKey key = newKey();

    private void stored(Lifetime lifetime) {
        backend.write(key, entry(7, "old", lifetime), budget());
    }

    private void setBackByAnHour() {
        byte[] name = Scripts.bytes(key.value());
        ByteBuffer frame = ByteBuffer.wrap(plain.get(name));
        frame.putLong(FRESH_UNTIL, frame.getLong(FRESH_UNTIL) + HOUR.toMillis());
        long left = plain.pttl(name);
        SetParams ending =
                left < 0 ? SetParams.setParams() : SetParams.setParams().px(left + HOUR.toMillis());
        plain.set(name, frame.array(), ending);
    }

    private void assertReplaceable() {
        assertThat(backend.read(key, budget()).orElseThrow().isFresh()).isFalse();
        long token = newId();
        assertThat(acquire(key, token).value()).isEqualTo(ValueState.MISS);
        assertThat(leases().store(key, entry(token, "new"), budget())).isTrue();
        assertThat(content(key)).isEqualTo("new");
        assertThat(plain.pttl(key.value())).isLessThanOrEqualTo(LONG.toMillis());
    }

    @Test
    void entry_isLoadedAnew() {
        stored(Lifetime.of(MINUTE));
        setBackByAnHour();
        assertReplaceable();
        stored(new Lifetime(MINUTE, MINUTE));
        setBackByAnHour();
        assertReplaceable();
    }

    /** It was to be served no more as fresh, and its window begins with that. */
    @Test
    void entryThatWasExpired_isNotFreshAgain() {
        stored(new Lifetime(Durations.FOREVER, HOUR));
        backend.expire(List.of(key), budget());
        setBackByAnHour();
        assertReplaceable();
    }

    @Test
    void entryThatWasTouched_isLoadedAnew() {
        for (Lifetime touched : List.of(Lifetime.of(MINUTE), new Lifetime(MINUTE, MINUTE))) {
            stored(Lifetime.of(HOUR.multipliedBy(5)));
            assertThat(backend.touch(key, touched, budget())).isTrue();
            setBackByAnHour();
            assertThat(backend.touch(key, touched, budget())).isFalse();
            assertReplaceable();
            stored(Lifetime.of(HOUR.multipliedBy(5)));
            assertThat(backend.slide(key, 7, touched, budget())).isTrue();
            setBackByAnHour();
            assertThat(backend.slide(key, 7, touched, budget())).isFalse();
            assertReplaceable();
        }
    }

    @Test
    void entryThatNeverEnds_staysSo() {
        stored(Lifetime.of(MINUTE));
        assertThat(backend.touch(key, Lifetime.of(Durations.FOREVER), budget())).isTrue();
        assertThat(backend.read(key, budget()).orElseThrow().freshLeft()).isEqualTo(Durations.FOREVER);
        assertThat(acquire(key, newId()).value()).isEqualTo(ValueState.FRESH);
    }

    @Test
    void entry_isNoObstacleForOneThatIsToBeAbsent() {
        stored(Lifetime.of(MINUTE));
        setBackByAnHour();
        assertThat(backend.writeIfAbsent(key, entry(8, "new", Lifetime.of(MINUTE)), OptionalLong.empty(), budget()))
                .isTrue();
        assertThat(content(key)).isEqualTo("new");
    }

    /** A limit of so many a minute would keep people out for an hour. */
    @Test
    void counter_endsWithTheNextAddition() {
        backend.increment(key, 5, MINUTE, budget());
        plain.pexpire(Names.counter(key), HOUR.plus(MINUTE).toMillis());
        assertThat(backend.increment(key, 0, MINUTE, budget())).isEqualTo(5);
        assertThat(plain.pttl(Names.counter(key))).isGreaterThan(MINUTE.toMillis());
        assertThat(backend.increment(key, 1, MINUTE, budget())).isEqualTo(6);
        assertThat(plain.pttl(Names.counter(key))).isLessThanOrEqualTo(MINUTE.toMillis());
        // However long those who add believe it to be.
        plain.pexpire(Names.counter(key), HOUR.plus(MINUTE).toMillis());
        backend.increment(key, 1, HOUR.multipliedBy(9), budget());
        assertThat(plain.pttl(Names.counter(key))).isLessThanOrEqualTo(MINUTE.toMillis());
    }

    @Test
    void bytesOfFormat1_areTouchedAsTheyAre() {
        byte[] stored = ByteBuffer.allocate(34)
                .put(new byte[] {'C', 'X', 1})
                .putLong(
                        1_000 * Long.parseLong((String) plain.eval("return redis.call('TIME')[1]")) + MINUTE.toMillis())
                .putLong(0)
                .putLong(42)
                .put(Scripts.bytes("content"))
                .array();
        plain.set(Scripts.bytes(key.value()), stored);

        assertThat(acquire(key, newId()).value()).isEqualTo(ValueState.FRESH);
        assertThat(backend.touch(key, Lifetime.of(HOUR), budget())).isTrue();
        assertThat(content(key)).isEqualTo("content");
        assertThat(backend.read(key, budget()).orElseThrow().freshLeft()).isBetween(MINUTE.multipliedBy(2), HOUR);
        backend.expire(List.of(key), budget());
        assertThat(content(key)).isEqualTo("nothing");
    }
}
