// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.ValueState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that has no memory left and evicts nothing: what frees, or only marks, is possible. */
class FullRedisTest extends OnRedis {
    private static final TagBounds BOUNDS = new TagBounds(1_000, Duration.ofDays(7));
    private static final long BORN = 77;

    private final CacheSpace cache = newSpace();
    private final EntryKey key = newKey();

    private static void fill(String policy) {
        plain.configSet("maxmemory-policy", policy);
        plain.configSet("maxmemory", "1");
    }

    @AfterEach
    void makeRoom() {
        plain.configSet("maxmemory", "0");
        plain.configSet("maxmemory-policy", "noeviction");
        plain.flushAll();
    }

    private TagState mark(String mark) {
        return tags().mark(cache, Set.of(mark), new MarkPosition(BORN, 0), BOUNDS, budget());
    }

    @Test
    void marks_areMade() {
        TagState before = mark("tbefore");
        fill("noeviction");
        assertThat(mark("*").incarnation()).isEqualTo(BORN);
        assertThat(mark("tnews").epoch()).isGreaterThan(before.epoch());
        assertThat(tags().sync(cache, new MarkPosition(BORN, before.epoch()), 99, budget())
                        .marks())
                .containsOnlyKeys("*", "tnews");
    }

    @ParameterizedTest
    @ValueSource(strings = {"volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"})
    void marksWhereNothingThatEndsIsLeftToEvict_areMade(String policy) {
        TagState before = mark("tbefore");
        plain.persist(Names.tags(cache));
        fill(policy);
        TagState made = mark("*");
        assertThat(made.incarnation()).isEqualTo(BORN);
        assertThat(made.previous()).isEqualTo(before.epoch());
        // From now on the marks end in 30 days, and so may be evicted themselves: then all entries are loaded anew.
        assertThat(mark("tnews").epoch()).isGreaterThan(before.epoch());
    }

    @Test
    void marksOfACacheThatHadNone_areMade() {
        fill("noeviction");
        assertThat(mark("*").incarnation()).isEqualTo(BORN);
    }

    /** A heartbeat after Redis lost the last marks: all that this JVM knows of is put before those to come. */
    @Test
    void sync_liftsTheEpoch() {
        TagState before = mark("tnews");
        fill("noeviction");
        long ahead = before.epoch() + 1_000_000;
        assertThat(tags().sync(cache, new MarkPosition(BORN, ahead), 99, budget())
                        .epoch())
                .isEqualTo(ahead);
        assertThat(tags().peek(List.of(cache), budget())).singleElement().returns(ahead, TagState::epoch);
    }

    @Test
    void entries_areInvalidatedHardAndSoft_touchedAndDiscarded() {
        EntryKey soft = newKey();
        EntryKey touched = newKey();
        backend.write(key, entry(7, "old"), budget());
        backend.write(soft, entry(8, "old", new Lifetime(LONG, LONG)), budget());
        backend.write(touched, entry(9, "old"), budget());
        fill("noeviction");

        assertThat(backend.invalidate(List.of(key), budget())).isEqualTo(1);
        assertThat(content(key)).isEqualTo("nothing");
        assertThat(backend.expire(List.of(soft), budget())).isEqualTo(1);
        assertThat(backend.read(soft, budget()).orElseThrow().isFresh()).isFalse();
        assertThat(backend.touch(touched, Lifetime.of(LONG.multipliedBy(2)), budget()))
                .isTrue();
        assertThat(backend.slide(touched, 9, Lifetime.of(LONG.multipliedBy(2)), budget()))
                .isTrue();
        assertThat(plain.pttl(touched.value())).isGreaterThan(LONG.toMillis());
        assertThat(backend.scan().orElseThrow().discard(Map.of(touched, 9L), budget()))
                .isEqualTo(1);
        assertThat(backend.remove(soft, budget())).isPresent();
    }

    @Test
    void lease_isRefusedInTheWordsOfRedisWithARemedy() {
        fill("noeviction");
        LeaseAnswer answer = acquire(key, newId());
        assertThat(answer.lease()).isEqualTo(LeaseState.NONE);
        assertThat(answer.value()).isEqualTo(ValueState.MISS);
        assertThat(answer.refusal().orElseThrow())
                .isNotInstanceOf(CacheConnectionException.class)
                .hasMessageStartingWith("redis acquire '" + key.value() + "': OOM command not allowed")
                .hasMessageContaining("; raise maxmemory, let Redis evict");
    }

    @Test
    void leasesOfMany_areRefusedEach() {
        NewEntry fresh = entry("there");
        EntryKey there = newKey();
        EntryKey held = newKey();
        backend.write(there, fresh, budget());
        acquire(held, newId());
        fill("noeviction");
        Map<EntryKey, LeaseRequest> requests = new HashMap<>();
        for (EntryKey asked : List.of(key, there, held)) {
            requests.put(asked, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE));
        }
        Map<EntryKey, LeaseAnswer> answers = leases().acquireAll(requests, budget());
        assertThat(answers.get(key).refusal()).isPresent();
        assertThat(answers.get(there)).returns(ValueState.FRESH, LeaseAnswer::value);
        assertThat(answers.get(there).refusal()).isEmpty();
        assertThat(answers.get(held).lease()).isEqualTo(LeaseState.BUSY);
    }

    @Test
    void otherRefusals_haveTheirRemedies() {
        plain.configSet("min-replicas-to-write", "1");
        try {
            assertThat(acquire(key, newId()).refusal().orElseThrow())
                    .hasMessageContaining("NOREPLICAS")
                    .hasMessageContaining("; bring the replicas back, or lower min-replicas-to-write");
            assertThatThrownBy(() -> backend.write(key, entry("new"), budget()))
                    .isInstanceOf(CacheBackendException.class)
                    .hasMessageContaining("; bring the replicas back");
        } finally {
            plain.configSet("min-replicas-to-write", "0");
        }
    }

    @Test
    void aScriptsError_isReadAsRedis62And70WriteIt() {
        String said = "MISCONF Redis is configured to save RDB snapshots, but it's unable to persist to disk.";
        for (String error : List.of(
                "@user_script: 195: -" + said + "\r\n",
                "ERR Error running script (call to f_0): @user_script:195: @user_script: 195: -" + said,
                said + " script: 0, on @user_script:195.",
                said)) {
            assertThat(Refusal.of("acquire", "k", error))
                    .hasMessageStartingWith("redis acquire 'k': " + said)
                    .hasMessageContaining("; mend what keeps Redis from saving");
        }
        assertThat(Refusal.explained("ERR what else")).isEqualTo("ERR what else");
    }
}
