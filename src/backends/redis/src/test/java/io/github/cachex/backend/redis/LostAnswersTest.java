// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.Proxy.Mode;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** What a lost answer or a broken connection leads to: a command is sent again only where that does no harm, and none comes back late. */
class LostAnswersTest extends OnSickRedis {
    /** P2: what timed out must not come back later, when others have moved on. */
    @Test
    void writesThatRunLate_doNothing() {
        EntryKey written = newKey();
        EntryKey removed = newKey();
        EntryKey touched = newKey();
        EntryKey leased = newKey();
        EntryKey slid = newKey();
        EntryKey counted = newKey();
        NewEntry brief = entry(newId(), "short", Lifetime.of(Duration.ofMinutes(1)));
        healthy.write(removed, entry("stays"), budget());
        healthy.write(slid, brief, budget());
        healthy.write(touched, entry(newId(), "short", Lifetime.of(Duration.ofMinutes(1))), budget());
        // Every script is known already: one that is not would do nothing either.
        healthy.touch(touched, Lifetime.of(Duration.ofMinutes(1)), budget());
        healthy.remove(newKey(), budget());
        healthy.slide(slid, 1, Lifetime.of(LONG), budget());
        healthy.increment(counted, 1, LONG, budget());
        acquire(newKey(), newId());
        List<ThrowingConsumer<RedisBackend>> calls = List.of(
                late -> late.write(written, entry("late"), usual()),
                late -> late.remove(removed, usual()),
                late -> late.touch(touched, Lifetime.of(LONG), usual()),
                late -> late.slide(slid, brief.entryId(), Lifetime.of(LONG), usual()),
                late -> late.increment(counted, 1, LONG, usual()),
                late -> late.leases()
                        .orElseThrow()
                        .acquire(leased, new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE), usual()));
        List<RedisBackend> backends =
                calls.stream().map(call -> clients.withDefaults(redis.uri())).toList();
        backends.forEach(this::awaitHealth);
        redis.pause();
        List<CompletableFuture<CacheBackendException>> failures = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ThrowingConsumer<RedisBackend> call = calls.get(i);
            RedisBackend late = backends.get(i);
            failures.add(CompletableFuture.supplyAsync(() -> failure(() -> call.accept(late)), OWN_THREAD));
        }
        assertThat(failures)
                .allSatisfy(
                        failure -> assertThat(failure.join().perhapsApplied()).isTrue());
        redis.resume();
        awaitHealth(backend);

        assertThat(content(written)).isEqualTo("nothing");
        assertThat(content(removed)).isEqualTo("stays");
        assertThat(healthy.read(touched, budget()).orElseThrow().freshLeft()).isLessThan(Duration.ofMinutes(2));
        assertThat(healthy.read(slid, budget()).orElseThrow().freshLeft()).isLessThan(Duration.ofMinutes(2));
        assertThat(healthy.increment(counted, 0, LONG, budget())).isEqualTo(1);
        assertThat(acquire(leased, newId()).lease()).isEqualTo(LeaseState.WON);
        backends.forEach(RedisBackend::close);
    }

    /** The answer is lost, and the repeated command finds its own entry. */
    @Test
    void connectionCutBeforeTheAnswer_isTriedOnceMore() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.at(proxy.uri())) {
            EntryKey key = newKey();
            cut.read(key, budget());
            proxy.mode(Mode.CUT);

            CacheBackendException failure =
                    failure(() -> cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), usual()));
            assertThat(failure).isInstanceOf(CacheConnectionException.class);
            assertThat(failure.perhapsApplied()).isTrue();
            clients.hasDialledOnce(proxy);

            proxy.mode(Mode.PASS);
            assertThat(cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), budget()))
                    .isTrue();
        }
    }

    /** Nobody knows whether it was counted, so only the caller may decide to count again. */
    @Test
    void answerOfACounterLost_isNotCountedAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.at(proxy.uri())) {
            EntryKey key = newKey();
            cut.increment(newKey(), 1, LONG, budget());
            proxy.mode(Mode.CUT_ONCE);

            CacheBackendException failure = failure(() -> cut.increment(key, 1, LONG, usual()));

            assertThat(failure.perhapsApplied()).isTrue();
            assertThat(cut.increment(key, 1, LONG, budget())).isEqualTo(2);
        }
    }

    @Test
    void answerOfManyLost_isAskedForAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.at(proxy.uri())) {
            EntryKey key = newKey();
            long token = newId();
            cut.read(key, budget());
            acquire(key, token);
            proxy.mode(Mode.CUT_ONCE);

            assertThat(cut.leases().orElseThrow().storeAll(Map.of(key, entry(token, "loaded")), budget()))
                    .containsExactly(key);
        }
    }

    /** P2: the first one may run after the answer to the second, and after an invalidation that came in between. */
    @Test
    void acquireOfWhichTheAnswerWasLost_isNotSentAgain() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.at(proxy.uri())) {
            EntryKey key = newKey();
            long token = newId();
            Map<EntryKey, LeaseRequest> requests = Map.of(key, new LeaseRequest(token, LONG, StoredEntry.UNREADABLE));
            cut.read(key, budget());
            acquire(newKey(), newId());
            proxy.mode(Mode.HOLD_ONCE);

            CacheBackendException failure =
                    failure(() -> cut.leases().orElseThrow().acquireAll(requests, usual()));

            assertThat(failure.perhapsApplied()).as("held perhaps").isTrue();
            proxy.deliver();
            assertThat(acquire(key, newId()).lease()).as("by the late one").isEqualTo(LeaseState.BUSY);
        }
    }

    /** P2: a write that was sent twice is over only when the first one can do nothing any more. */
    @Test
    void writeSentTwice_doesNotComeBackAfterALaterInvalidation() throws Exception {
        EntryKey key = newKey();
        List<ThrowingConsumer<RedisBackend>> writes = List.of(
                late -> late.write(key, entry("old"), budget()),
                late -> late.writeIfAbsent(key, entry("old"), OptionalLong.empty(), budget()));
        for (ThrowingConsumer<RedisBackend> write : writes) {
            try (Proxy proxy = Proxy.before(redis.port());
                    RedisBackend cut = clients.withDefaults(proxy.uri())) {
                // Now the script is known: one that is not would do nothing either.
                write.accept(cut);
                healthy.invalidate(List.of(key), budget());
                proxy.mode(Mode.HOLD_ONCE);

                write.accept(cut);
                assertThat(content(key)).isEqualTo("old");
                healthy.invalidate(List.of(key), budget());
                proxy.deliver();

                assertThat(content(key)).isEqualTo("nothing");
            }
        }
    }

    /** P2: who is told that a write failed may invalidate at once. */
    @Test
    void writeThatFailed_doesNotComeBackAfterALaterInvalidation() throws Exception {
        EntryKey key = newKey();
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.withDefaults(proxy.uri())) {
            cut.write(newKey(), entry("known"), budget());
            proxy.mode(Mode.HOLD_ONCE);
            proxy.refuseNew();

            CacheBackendException failure = failure(() -> cut.write(key, entry("old"), usual()));
            assertThat(failure.perhapsApplied()).isTrue();
            healthy.invalidate(List.of(key), budget());
            proxy.deliver();

            assertThat(content(key)).isEqualTo("nothing");
        }
    }

    @Test
    void connectionThatBrokeWhileIdle_isReplacedWithoutAnError() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port());
                RedisBackend cut = clients.at(proxy.uri())) {
            EntryKey key = newKey();
            cut.read(key, budget());
            proxy.mode(Mode.CUT_ONCE);

            assertThat(cut.writeIfAbsent(key, entry(7, "mine"), OptionalLong.empty(), twice()))
                    .isTrue();

            clients.hasDialledOnce(proxy);
        }
    }
}
