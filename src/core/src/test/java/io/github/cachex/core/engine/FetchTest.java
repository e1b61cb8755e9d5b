// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.TypeRef;
import io.github.cachex.WaitPolicy;
import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.StaleServed.Reason;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.WaitingThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FetchTest extends TwoNodes {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final CacheOptions SHORT = CacheOptions.ttl("1ms").staleTtl("1h");

    private void makeStale() {
        here.put(KEY, "old", SHORT);
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
    }

    @Test
    void miss_loadsOnceAndThenHitsEverywhere() {
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.fetch(KEY, this::load)).isEqualTo("value 1");
        // The second is served from the near cache, or from the backend where the link was not trusted yet.
        assertThat(fixture.backend.calls(BackendOperation.READ)).isBetween(1, 2);
        assertThat(fixture.backend.calls(BackendOperation.ACQUIRE)).isEqualTo(1);
        assertThat(fixture.backend.calls(BackendOperation.STORE)).isEqualTo(1);
        assertThat(here.stats().hits()).isEqualTo(1);
        assertThat(here.stats().misses()).isEqualTo(1);
        assertThat(here.stats().loads()).isEqualTo(1);
    }

    @Test
    void manyThreadsOnAColdKey_loadOnce() throws Exception {
        Barrier entered = new Barrier();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            CacheHandler handler = i % 2 == 0 ? here : there;
            answers.add(fixture.async(() -> handler.fetch(KEY, () -> {
                entered.arrive();
                return load();
            })));
        }
        entered.await();
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.ACQUIRE) > 0);
        entered.open();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("value 1");
        }
    }

    @Test
    void whoWaitsForAnotherJvm_asksForTheLeaseAloneEachTime() throws Exception {
        Barrier loading = new Barrier();
        Future<String> leader = fixture.async(() -> fixture.there.fetch(KEY, () -> {
            loading.arrive();
            return "loaded";
        }));
        loading.await();
        Future<String> waiting = fixture.async(() -> here.fetch(KEY, () -> "loaded twice"));
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.ACQUIRE) >= 3);
        assertThat(fixture.backend.calls(BackendOperation.READ)).isEqualTo(1);
        loading.open();
        assertThat(leader.get()).isEqualTo("loaded");
        assertThat(waiting.get()).isEqualTo("loaded");
    }

    @Test
    void loadersCheckedException_arrivesAsItIsAfterOneCall() {
        IOException failure = new IOException("source is down");
        assertThatThrownBy(() -> here.fetch(KEY, () -> {
                    loads.incrementAndGet();
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(loads).hasValue(1);
        assertThat(here.stats().loadFailures()).isEqualTo(1);
        assertThat(fixture.fake.isLeased(Fixture.entryKey("post:1"))).isFalse();
    }

    @Test
    void loadersError_arrivesAsItIsEvenWithAStaleValue() {
        makeStale();
        assertThatThrownBy(() -> here.fetch(KEY, SHORT, () -> {
                    throw new AssertionError("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken");
    }

    @Test
    void failedLoad_servesStaleHereAndToOthersDuringTheCooldown() throws Exception {
        makeStale();
        String served = here.fetch(KEY, SHORT, () -> {
            throw new IOException("down");
        });
        assertThat(served).isEqualTo("old");
        assertThat(there.fetch(KEY, SHORT, this::load)).isEqualTo("old");
        assertThat(here.fetch(KEY, SHORT, this::load)).isEqualTo("old");
        assertThat(loads).hasValue(0);
        assertThat(fixture.heard.events(CacheEvent.StaleServed.class))
                .extracting(CacheEvent.StaleServed::reason)
                .containsExactly(Reason.LOAD_FAILED, Reason.COOLDOWN);
        assertThat(here.stats().staleServed()).isEqualTo(2);
    }

    @Test
    void staleValue_isReplacedByASuccessfulLoad() {
        makeStale();
        AtomicReference<Optional<String>> seen = new AtomicReference<>();
        String value = here.fetchWith(KEY, SHORT.withTtl("1h"), context -> {
            seen.set(context.staleValue());
            return "new";
        });
        assertThat(value).isEqualTo("new");
        assertThat(seen.get()).contains("old");
        assertThat(there.get(KEY)).contains("new");
    }

    @Test
    void failedLoadWithoutStale_answersTheDefault() throws Exception {
        CacheOptions options = CacheOptions.defaults().defaultValue("default");
        String value = here.fetch(KEY, options, () -> {
            throw new IOException("down");
        });
        assertThat(value).isEqualTo("default");
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void securityFailure_isNotHiddenBehindTheDefault() {
        CacheOptions options = CacheOptions.defaults().defaultValue("default");
        assertThatThrownBy(() -> here.fetch(KEY, options, () -> {
                    throw new SecurityException("not yours");
                }))
                .isInstanceOf(SecurityException.class);
        assertThat(there.fetch(KEY, this::load))
                .as("no marker keeps others away")
                .isEqualTo("value 1");
    }

    @Test
    void followers_shareTheLeadersException() throws Exception {
        Barrier entered = new Barrier();
        IOException failure = new IOException("down");
        Future<String> leader = fixture.async(() -> here.fetch(KEY, () -> {
            entered.arrive();
            throw failure;
        }));
        entered.await();
        Future<String> follower = fixture.async(() -> here.fetch(KEY, this::load));
        WaitingThreads.await(1, SingleFlight.class);
        entered.open();
        assertThatThrownBy(leader::get).hasCause(failure);
        assertThatThrownBy(follower::get).hasCause(failure);
        assertThat(loads).hasValue(0);
    }

    @Test
    void interruptedLeader_handsOverToAFollower() throws Exception {
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, () -> {
            entered.arrive();
            throw new InterruptedException("leader");
        }));
        entered.await();
        Future<String> follower = fixture.async(() -> here.fetch(KEY, this::load));
        Future<String> remote = fixture.async(() -> there.fetch(KEY, this::load));
        WaitingThreads.await(1, WaitBoard.class);
        WaitingThreads.await(2, SingleFlight.class);
        entered.open();
        assertThatThrownBy(leader::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(follower.get()).isEqualTo("value 1");
        assertThat(remote.get()).isEqualTo("value 1");
    }

    @Test
    void interruptedFollower_stopsWaitingWithItsFlagSet() throws Exception {
        for (CacheHandler handler : List.of(here, there)) {
            Barrier entered = new Barrier();
            CacheKey<String> key = CacheKey.of("interrupted:" + System.identityHashCode(handler), String.class);
            Future<String> leader = fixture.async(() -> here.fetch(key, () -> {
                entered.arrive();
                return load();
            }));
            entered.await();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread follower = new Thread(() -> {
                try {
                    handler.fetch(key, this::load);
                } catch (CacheInterruptedException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            follower.start();
            WaitingThreads.await(follower, SingleFlight.class);
            follower.interrupt();
            follower.join();
            assertThat(thrown.get()).isNotNull().hasMessageContaining(key.id());
            assertThat(flag.get()).isTrue();
            entered.open();
            leader.get();
        }
    }

    @Test
    void nullIsNotStored_unlessAsked() {
        assertThat(here.<String, RuntimeException>fetch(KEY, () -> null)).isNull();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        CacheKey<String> other = CacheKey.of("post:2", String.class);
        CacheOptions cached = CacheOptions.defaults().cacheNullFor(Duration.ofMinutes(1));
        assertThat(here.<String, RuntimeException>fetch(other, cached, () -> null))
                .isNull();
        assertThat(there.fetch(other, this::load)).isNull();
        assertThat(there.get(other)).isEmpty();
    }

    @Test
    void optional_isItsContent() {
        CacheKey<Optional<String>> key = CacheKey.of("maybe", new TypeRef<Optional<String>>() {});
        assertThat(here.fetch(key, () -> Optional.of("there"))).contains("there");
        assertThat(there.fetch(key, () -> Optional.of("not asked"))).contains("there");
        CacheKey<Optional<String>> none = CacheKey.of("none", new TypeRef<Optional<String>>() {});
        CacheOptions cached = CacheOptions.defaults().cacheNull(true);
        assertThat(here.fetch(none, cached, () -> Optional.<String>empty())).isEmpty();
        assertThat(there.fetch(none, cached, () -> Optional.of("not asked"))).isEmpty();
    }

    @Test
    void storeIf_keepsRefusedValuesOut() {
        CacheOptions options = CacheOptions.defaults().storeIf((String value) -> value.endsWith("2"));
        assertThat(here.fetch(KEY, options, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(KEY, options, this::load)).isEqualTo("value 2");
        assertThat(here.get(KEY)).isEmpty();
        here.invalidate("post:1");
        loads.set(1);
        assertThat(here.fetch(KEY, options, this::load)).isEqualTo("value 2");
        assertThat(here.get(KEY)).contains("value 2");
    }

    @Test
    void storeIfThatThrows_keepsTheValueOutAndIsThrownAtNobody() {
        CacheOptions options = CacheOptions.defaults().storeIf((Integer number) -> number > 0);
        assertThat(here.fetch(KEY, options, this::load)).isEqualTo("value 1");
        assertThat(here.get(KEY)).isEmpty();
    }

    @Test
    void context_steersTheStoring() {
        here.fetch(KEY, () -> {
            FetchContext.current().doNotStore();
            return load();
        });
        assertThat(here.get(KEY)).isEmpty();
        here.invalidate("post:1");
        here.fetchWith(KEY, CacheOptions.defaults(), context -> {
            assertThat(FetchContext.current()).isSameAs(context);
            assertThat(context.staleValue()).isEmpty();
            assertThatThrownBy(() -> context.ttl(Duration.ZERO)).hasMessageContaining("ttl=PT0S: is not above zero");
            context.ttl(Duration.ofMillis(1));
            return load();
        });
        Awaitility.await().until(() -> here.get(KEY).isEmpty());
        assertThat(FetchContext.current().staleValue()).isEmpty();
    }

    @Test
    void nestedLoads_haveContextsOfTheirOwn() {
        CacheKey<String> inner = CacheKey.of("inner", String.class);
        String value = here.fetchWith(KEY, CacheOptions.defaults(), outerContext -> {
            String nested = here.fetch(inner, this::load);
            assertThat(FetchContext.current()).isSameAs(outerContext);
            return nested + "!";
        });
        assertThat(value).isEqualTo("value 1!");
    }

    @Test
    void loaderOfItsOwnKey_loadsPlainlyInsteadOfWaitingForItself() {
        String value = here.fetch(KEY, () -> here.fetch(KEY, this::load) + "!");
        assertThat(value).isEqualTo("value 1!");
    }

    @Test
    void loadersThatWaitForEachOther_end() throws Exception {
        CacheKey<String> a = CacheKey.of("a", String.class);
        CacheKey<String> b = CacheKey.of("b", String.class);
        Barrier both = new Barrier();
        Future<String> first = fixture.async(() -> here.fetch(a, () -> {
            both.arrive();
            return "a" + here.fetch(b, this::load);
        }));
        Future<String> second = fixture.async(() -> here.fetch(b, () -> {
            both.arrive();
            return "b" + here.fetch(a, this::load);
        }));
        both.await(2);
        Elapsed elapsed = Elapsed.start();
        both.open();
        assertThat(first.get()).startsWith("a");
        assertThat(second.get()).startsWith("b");
        // Less than the three seconds of a wait-timeout.
        elapsed.isWithin(Duration.ofMillis(500));
    }

    @Test
    void invalidationDuringALoad_keepsItsValueFromLaterFetches() throws Exception {
        for (CacheHandler invalidator : List.of(here, there)) {
            here.invalidate("post:1");
            loads.set(0);
            Barrier entered = new Barrier();
            Future<String> leader = fixture.async(() -> here.fetch(KEY, () -> {
                entered.arrive();
                return "before";
            }));
            entered.await();
            assertThat(invalidator.invalidate("post:1").outcome()).isEqualTo(Outcome.APPLIED);
            Future<String> laterHere = fixture.async(() -> here.fetch(KEY, this::load));
            Future<String> laterThere = fixture.async(() -> there.fetch(KEY, this::load));
            assertThat(laterThere.get()).isEqualTo("value 1");
            entered.open();
            assertThat(leader.get()).isEqualTo("before");
            assertThat(laterHere.get()).isEqualTo("value 1");
            assertThat(here.get(KEY)).contains("value 1");
        }
    }

    @Test
    void putDuringALoad_isNotOverwritten() throws Exception {
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, () -> {
            entered.arrive();
            return "before";
        }));
        entered.await();
        there.put(KEY, "put");
        entered.open();
        assertThat(leader.get()).isEqualTo("before");
        assertThat(here.get(KEY)).contains("put");
    }

    @Test
    void longLoad_keepsItsLease() throws Exception {
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, () -> {
            entered.arrive();
            return load();
        }));
        entered.await();
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.RENEW) > 8);
        Future<String> remote = fixture.async(() -> there.fetch(KEY, this::load));
        entered.open();
        assertThat(leader.get()).isEqualTo("value 1");
        assertThat(remote.get()).isEqualTo("value 1");
    }

    @Test
    void typesApart_doNotShareFlightsOrEntries() {
        here.fetch(KEY, this::load);
        CacheKey<Integer> asNumber = CacheKey.of("post:1", Integer.class);
        assertThat(here.fetch(asNumber, () -> 7)).isEqualTo(7);
        assertThat(here.stats().undecodable()).isPositive();
        assertThat(here.get(asNumber)).isEmpty();
        assertThat(here.get(KEY)).contains("value 1");
    }

    @Test
    void foreignBytes_areAMissAndReplaced() {
        fixture.fake.plantForeign(Fixture.entryKey("post:1"), new byte[] {1, 2, 3});
        assertThat(here.fetch(KEY, this::load)).isEqualTo("value 1");
        assertThat(there.get(KEY)).contains("value 1");
        assertThat(here.stats().undecodable()).isEqualTo(1);
    }

    @Test
    void oversizedAndUnserializableValues_areReturnedAndNotStored() {
        String big = "x".repeat(2_000_000);
        assertThat(here.fetch(KEY, () -> big)).isSameAs(big);
        CacheKey<Object> odd = CacheKey.of("odd", Object.class);
        Object value = new Object();
        assertThat(here.fetch(odd, () -> value)).isSameAs(value);
        assertThat(here.get(KEY)).isEmpty();
        assertThat(fixture.heard.events(CacheEvent.NotStored.class))
                .extracting(CacheEvent.NotStored::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("max-value"),
                        reason -> assertThat(reason).contains("not serializable"));
    }

    @Test
    void waitTimeout_servesStaleOrThrowsOrLoads() throws Exception {
        makeStale();
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, SHORT, () -> {
            entered.arrive();
            return load();
        }));
        entered.await();
        CacheOptions impatient = SHORT.waitTimeout(Duration.ofMillis(50));
        for (CacheHandler handler : List.of(here, there)) {
            assertThat(handler.fetch(KEY, impatient, this::load)).isEqualTo("old");
        }
        entered.open();
        leader.get();

        CacheKey<String> cold = CacheKey.of("cold", String.class);
        Barrier again = new Barrier();
        Future<String> coldLeader = fixture.async(() -> here.fetch(cold, () -> {
            again.arrive();
            return "slow";
        }));
        again.await();
        CacheOptions throwing = impatient.onWaitTimeout(WaitPolicy.THROW);
        CacheOptions defaulting = impatient.defaultValue("default");
        loads.set(0);
        for (CacheHandler handler : List.of(here, there)) {
            assertThatThrownBy(() -> handler.fetch(cold, throwing, this::load))
                    .isInstanceOf(CacheTimeoutException.class)
                    .hasMessageContaining("'cold'");
            assertThat(handler.fetch(cold, defaulting, this::load)).isEqualTo("default");
        }
        assertThat(loads).hasValue(0);
        assertThat(there.fetch(cold, impatient, this::load)).isEqualTo("value 1");
        assertThat(here.fetch(cold, impatient, this::load))
                .as("takes over from the leader")
                .isEqualTo("value 2");
        again.open();
        assertThat(coldLeader.get()).isEqualTo("slow");
    }

    @Test
    void badKeys_areRefusedByName() {
        assertThatThrownBy(() -> CacheKey.of("", String.class)).isInstanceOf(CacheKeyException.class);
        assertThatThrownBy(() -> here.fetch(CacheKey.of("a\u0000b", String.class), this::load))
                .isInstanceOf(CacheKeyException.class);
        assertThatThrownBy(() -> here.invalidate("ok", "")).isInstanceOf(CacheKeyException.class);
    }

    @Test
    void leaseBeyondItsMaximum_isNotRenewed() throws Exception {
        try (Fixture strict = new Fixture("cachex.lease.ttl", "1400ms", "cachex.lease.max", "1500ms")) {
            Barrier entered = new Barrier();
            Future<String> hung = strict.async(() -> strict.here.fetch(KEY, () -> {
                entered.arrive();
                return "hung";
            }));
            entered.await();
            assertThat(strict.there.fetch(KEY, this::load)).isEqualTo("value 1");
            entered.open();
            assertThat(hung.get()).isEqualTo("hung");
            assertThat(strict.here.get(KEY)).contains("value 1");
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** To others, one caller's default would be a wrong value. */
    @Test
    void defaultValue_isItsCallersAlone() throws Exception {
        CacheOptions defaulting = CacheOptions.defaults().defaultValue("default");
        Barrier entered = new Barrier();
        Future<String> leader = fixture.async(() -> here.<String, IOException>fetch(KEY, defaulting, () -> {
            entered.arrive();
            throw new IOException("down");
        }));
        entered.await();
        Future<String> plain = fixture.async(() -> here.fetch(KEY, this::load));
        Future<String> other =
                fixture.async(() -> here.fetch(KEY, defaulting.defaultValue("another default"), this::load));
        WaitingThreads.await(2, SingleFlight.class);
        entered.open();
        assertThat(leader.get()).isEqualTo("default");
        assertThat(other.get()).isEqualTo("another default");
        assertThatThrownBy(plain::get).hasRootCauseMessage("down");
        assertThat(loads).hasValue(0);
    }
}
