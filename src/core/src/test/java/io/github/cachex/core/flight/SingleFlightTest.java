// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import static io.github.cachex.core.stage.Calls.KEY;
import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.outcome;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.WaitPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.FakeOutbox;
import io.github.cachex.core.stage.FakeReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.FetchStage;
import io.github.cachex.core.stage.Finding.Stale;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fetch per key; what followers do when it ends. */
class SingleFlightTest {
    private static final CacheOptions PATIENT = CacheOptions.defaults();
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final CacheOptions IMPATIENT = PATIENT.waitTimeout(MOMENT);

    private final CacheTelemetry telemetry = new CacheTelemetry(List.of());
    /** One place: a second task begins once the first one waits for another's fetch, and not before. */
    private final Background background = new Background(Optional.empty(), 1, UnaryOperator.identity(), null);

    private final Scheduler scheduler = new Scheduler("single-flight-test");
    private final AtomicInteger fetches = new AtomicInteger();
    private final FakeReader reader = new FakeReader();
    private final FetchStage next = call -> outcome("own " + fetches.incrementAndGet());
    private final SingleFlight flights = new SingleFlight(
            next,
            call -> outcome("alone"),
            new LateFollowers(reader, new FakeOutbox(), new Fallback(telemetry, call -> {}), telemetry),
            new WaitGraph(),
            new Threads(background, scheduler),
            telemetry);

    @AfterEach
    void close() {
        background.close();
        scheduler.close();
    }

    /** Returns what a follower of {@code claim} comes to, which fails with {@code failure} once it waits. */
    private CompletableFuture<Object> followed(SingleFlight.Claim claim, Throwable failure, boolean asynchronous) {
        CompletableFuture<Object> followed = new CompletableFuture<>();
        background.tryRun(() -> {
            FetchCall call = call();
            try {
                if (asynchronous) {
                    flights.fetchLater(call.asynchronous()).whenComplete((outcome, thrown) -> {
                        if (thrown == null) {
                            followed.complete(outcome.value());
                        } else {
                            followed.completeExceptionally(thrown);
                        }
                    });
                } else {
                    followed.complete(flights.fetch(call).value());
                }
            } catch (Throwable thrown) {
                followed.completeExceptionally(new ExecutionException(thrown));
            }
        });
        background.tryRun(() -> claim.fail(failure));
        return followed;
    }

    /** A bulk fetch ends so what it claimed and another loads: its followers were thrown its CancellationException. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followerOfACancelledFetch_asksAgain(boolean asynchronous) throws Exception {
        SingleFlight.Claim claim = flights.claim(call()).orElseThrow();
        CompletableFuture<Object> followed = followed(claim, new CancellationException("of the leader"), asynchronous);
        assertThat(followed.get()).isEqualTo("own 1");
    }

    @Test
    void followerOfAFailedFetch_sharesItsException() throws Exception {
        IOException failure = new IOException("source is down");
        CompletableFuture<Object> followed = followed(flights.claim(call()).orElseThrow(), failure, false);
        assertThatThrownBy(followed::get).hasRootCause(failure);
        assertThat(fetches).hasValue(0);
    }

    /** Claims the key by a thread that is gone afterwards, so that nobody waits for itself. */
    private SingleFlight.Claim claimElsewhere() throws Exception {
        return CompletableFuture.supplyAsync(() -> flights.claim(call()).orElseThrow())
                .get();
    }

    /** Returns what a call under {@code options} comes to where its key is claimed by a thread that is gone. */
    private Object whileAnotherHangs(CacheOptions options, boolean asynchronous) throws Exception {
        assertThat(claimElsewhere()).isNotNull();
        FetchCall call = call(options);
        return asynchronous
                ? flights.fetchLater(call.asynchronous()).get().value()
                : flights.fetch(call).value();
    }

    private void assertFails(CacheOptions options, boolean asynchronous, Class<? extends Exception> failure) {
        assertThatThrownBy(() -> whileAnotherHangs(options, asynchronous))
                .extracting(thrown -> asynchronous ? thrown.getCause() : thrown)
                .isInstanceOf(failure);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaderThatHangs_isReplacedAfterTheWaitTimeout(boolean asynchronous) throws Exception {
        assertThat(whileAnotherHangs(IMPATIENT, asynchronous)).isEqualTo("alone");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaderThatHangs_isNotReplacedWhereSomethingIsStoredByThen(boolean asynchronous) throws Exception {
        reader.find("stored meanwhile");
        assertThat(whileAnotherHangs(IMPATIENT, asynchronous)).isEqualTo("stored meanwhile");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leaderThatHangs_isReplacedWhereTheBackendDoesNotAnswer(boolean asynchronous) throws Exception {
        reader.find(call -> {
            throw new CacheConnectionException("fake", "read", KEY.value(), "no answer", true, null);
        });
        assertThat(whileAnotherHangs(IMPATIENT, asynchronous)).isEqualTo("alone");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitTimeoutThatIsToThrow_says(boolean asynchronous) {
        assertFails(IMPATIENT.onWaitTimeout(WaitPolicy.THROW), asynchronous, CacheTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hardTimeout_endsTheWait(boolean asynchronous) {
        assertFails(PATIENT.hardTimeout(MOMENT), asynchronous, CacheTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hardTimeoutWithADefaultValue_servesIt(boolean asynchronous) throws Exception {
        assertThat(whileAnotherHangs(PATIENT.hardTimeout(MOMENT).defaultValue("none"), asynchronous))
                .isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void softTimeout_servesAStaleValueThatIsStoredByThen(boolean asynchronous) throws Exception {
        reader.find(found -> new Stale("watched", stale(found).stale(), false));
        assertThat(whileAnotherHangs(PATIENT.softTimeout(MOMENT), asynchronous)).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void softTimeoutWithNothingStale_waitsOn(boolean asynchronous) throws Exception {
        assertThat(whileAnotherHangs(IMPATIENT.softTimeout(Duration.ofNanos(1)), asynchronous))
                .isEqualTo("alone");
        assertThat(reader.reads()).isGreaterThan(1);
    }

    @Test
    void interruptWhileWaiting_endsTheWait_andStaysSet() throws Exception {
        assertThat(claimElsewhere()).isNotNull();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> flights.fetch(call())).isInstanceOf(CacheInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void threadThatClaimedTheKey_doesNotWaitForItself() throws Exception {
        assertThat(flights.claim(call())).isPresent();
        assertThat(flights.fetch(call()).value()).isEqualTo("alone");
    }

    @Test
    void claimedKey_cannotBeClaimedOnceMore() {
        assertThat(flights.claim(call())).isPresent();
        assertThat(flights.claim(call())).isEmpty();
    }

    @Test
    void valueFromBeforeTheQuestion_isNotShared() throws Exception {
        assertThat(followedBy(outcome("older"))).isEqualTo("own 1");
    }

    @Test
    void valueOfWhichNoCopyCanBeMade_isNotShared() throws Exception {
        assertThat(followedBy(new Outcome.Value("changeable", System.nanoTime(), () -> {
                    throw new IllegalStateException("no copy");
                })))
                .isEqualTo("own 1");
    }

    /** Returns what a follower comes to, whose leader ends with {@code outcome}. */
    private Object followedBy(Outcome.Known outcome) throws Exception {
        SingleFlight.Claim claim = claimElsewhere();
        CompletableFuture<Outcome.Known> follower = flights.fetchLater(call().asynchronous());
        claim.end(outcome);
        return follower.get().value();
    }

    @Test
    void detachedFetch_isNotWaitedForAnyMore() throws Exception {
        assertThat(flights.claim(call())).isPresent();
        flights.detach(KEY);
        assertThat(flights.fetch(call()).value()).isEqualTo("own 1");
        assertThat(flights.claim(call())).isPresent();
        flights.detachAll();
        assertThat(flights.fetch(call()).value()).isEqualTo("own 2");
    }

    @Test
    void asynchronousFetchThatWasQueuedAtTheEnd_saysSo() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        background.tryRun(() -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // that ends it
            }
        });
        busy.await();
        CompletableFuture<Outcome.Known> queued = flights.fetchLater(call().asynchronous());
        background.close();
        assertThatThrownBy(queued::get).hasCauseInstanceOf(CacheClosedException.class);
    }
}
