// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import static io.github.cachex.core.stage.Calls.KEY;
import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Calls;
import io.github.cachex.core.stage.FakeLoader;
import io.github.cachex.core.stage.FakeOutbox;
import io.github.cachex.core.stage.FakeValues;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.StoreTerms;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a load under a lease. */
class LeaderTest {
    private static final long TOKEN = 41;

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final LeaseStore leases = backend.leases().orElseThrow();
    private final RecordingListener heard = new RecordingListener();
    private final CacheTelemetry telemetry = new CacheTelemetry(List.of(heard));
    private final FakeLoader loader = new FakeLoader();
    private final FakeValues local = new FakeValues();
    private final FakeOutbox outbox = new FakeOutbox();
    private final Scheduler scheduler = new Scheduler("leader-test");
    private final Leader leader = leader(Marks.NONE);

    private Leader leader(Marks marks) {
        Fallback fallback = new Fallback(telemetry, call -> {});
        return new Leader(
                new Leases(leases, outbox, telemetry), loader, marks, local, fallback, Calls.direct(scheduler));
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private LeaseState ask(EntryKey key, long token) {
        return fake.acquire(
                        key,
                        new LeaseStore.LeaseRequest(token, Duration.ofMinutes(1), StoredEntry.UNREADABLE),
                        budget())
                .lease();
    }

    private FetchCall won(FetchCall call) {
        assertThat(ask(call.entryKey(), TOKEN)).isEqualTo(LeaseState.WON);
        return call;
    }

    private Object lead(FetchCall call) throws Exception {
        return leader.lead(won(call), TOKEN).known().value();
    }

    private static FetchCall failing(Exception failure) {
        return call(CacheOptions.defaults(), context -> {
            throw failure;
        });
    }

    @Test
    void loadedValue_isStoredUnderTheToken_andEndsTheLease() throws Exception {
        assertThat(lead(call())).isEqualTo("loaded");
        assertThat(backend.read(KEY, budget()))
                .hasValueSatisfying(entry -> assertThat(entry.entryId()).isEqualTo(TOKEN));
        assertThat(fake.isLeased(KEY)).isFalse();
        assertThat(local.kept()).containsExactly("stored loaded");
    }

    /** Else a follower that asked during the load would not be given it, although nothing was invalidated since. */
    @Test
    void acceptedStore_confirmsTheValueForThoseWhoAskedDuringTheLoad() throws Exception {
        long[] asked = new long[1];
        Outcome outcome = leader.lead(
                won(call(CacheOptions.defaults(), context -> {
                    asked[0] = System.nanoTime();
                    return "loaded";
                })),
                TOKEN);
        assertThat(outcome.known().shared().isGoodFor(asked[0])).isTrue();
    }

    @Test
    void keyInvalidatedDuringTheLoad_isReturnedAndNotStored() throws Exception {
        long[] asked = new long[1];
        Outcome outcome = leader.lead(
                won(call(CacheOptions.defaults(), context -> {
                    asked[0] = System.nanoTime();
                    return "loaded " + fake.invalidate(List.of(KEY), budget());
                })),
                TOKEN);
        assertThat(outcome.known().value()).isEqualTo("loaded 0");
        assertThat(outcome.known().shared().isGoodFor(asked[0])).isFalse();
        assertThat(backend.read(KEY, budget())).isEmpty();
        assertThat(heard.events(CacheEvent.NotStored.class)).hasSize(1);
        assertThat(local.kept()).isEmpty();
    }

    @Test
    void failedLoad_leavesAMarker_soThatNobodyWaitsForAnother() {
        IOException failure = new IOException("source is down");
        assertThatThrownBy(() -> lead(failing(failure))).isSameAs(failure);
        assertThat(ask(KEY, 42)).isEqualTo(LeaseState.COOLDOWN);
    }

    @Test
    void failureOfOneCallerAlone_leavesNoMarker() {
        assertThatThrownBy(() -> lead(failing(new SecurityException("not yours"))))
                .isInstanceOf(SecurityException.class);
        assertThat(ask(KEY, 42)).isEqualTo(LeaseState.WON);
    }

    /** It was read before the lease: what was invalidated between the two, or by a mark since, the lease does not tell. */
    @Test
    void failedLoadWithAStaleValue_servesIt_toThoseWhoAskedBeforeItWasRead() throws Exception {
        long before = System.nanoTime();
        FetchCall call = won(stale(failing(new IOException("source is down"))));
        long asked = System.nanoTime();
        Outcome outcome = leader.lead(call, TOKEN);
        assertThat(outcome.known().value()).isEqualTo("old");
        assertThat(outcome.known().shared().isGoodFor(before)).isTrue();
        assertThat(outcome.known().shared().isGoodFor(asked)).isFalse();
    }

    @Test
    void staleValueOfALostLease_isNotConfirmed() throws Exception {
        FetchCall call = won(stale(failing(new IOException("source is down"))));
        long asked = System.nanoTime();
        fake.invalidate(List.of(KEY), budget());
        assertThat(leader.lead(call, TOKEN).known().shared().isGoodFor(asked)).isFalse();
    }

    @Test
    void valueThatIsNotToBeStored_leavesAMarker_andIsReturned() throws Exception {
        loader.refuse("too large");
        assertThat(lead(call())).isEqualTo("loaded");
        assertThat(ask(KEY, 42)).isEqualTo(LeaseState.COOLDOWN);
        assertThat(heard.events(CacheEvent.NotStored.class))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo("too large"));
    }

    @Test
    void storeWithoutAnAnswer_isKeptHere_andItsLeaseGivenBackLater() throws Exception {
        backend.fail(BackendOperation.STORE);
        assertThat(lead(call())).isEqualTo("loaded");
        assertThat(outbox.released()).containsExactly(TOKEN);
        assertThat(local.kept()).containsExactly("unstored loaded");
    }

    @Test
    void releaseWithoutAnAnswer_isGivenBackLater() {
        backend.fail(BackendOperation.RELEASE);
        IOException failure = new IOException("source is down");
        assertThatThrownBy(() -> lead(failing(failure))).isSameAs(failure);
        assertThat(outbox.released()).containsExactly(TOKEN);
    }

    @Test
    void valueThatCannotBePrepared_isReturned_andItsLeaseGivenBackLater() throws Exception {
        loader.failToPrepare(new IllegalStateException("bug of a serializer"));
        assertThat(lead(call())).isEqualTo("loaded");
        assertThat(outbox.released()).containsExactly(TOKEN);
    }

    @Test
    void marksThatCannotBeAsked_leaveTheStoredValueUnconfirmed() throws Exception {
        Leader unsure = leader(new UnansweredMarks());
        long[] asked = new long[1];
        FetchCall call = won(call(CacheOptions.defaults(), context -> {
            asked[0] = System.nanoTime();
            return "loaded";
        }));
        Outcome outcome = unsure.lead(call, TOKEN);
        assertThat(outcome.known().shared().isGoodFor(asked[0])).isFalse();
        assertThat(heard.events(CacheEvent.BackendFailed.class)).hasSize(1);
        assertThat(local.kept()).containsExactly("unstored loaded");
    }

    private CompletableFuture<Outcome.Known> leadLater(CompletionStage<?> stage) throws Exception {
        FetchCall call = call(CacheOptions.defaults(), context -> stage).asynchronous();
        return ((Outcome.Pending) leader.lead(won(call), TOKEN)).result();
    }

    @Test
    void asynchronousLoad_holdsItsLeaseUntilItEnds() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<Outcome.Known> pending = leadLater(stage);
        assertThat(leader.held().of(KEY)).isNotNull();
        assertThat(pending).isNotDone();
        stage.complete("later");
        assertThat(pending.get().value()).isEqualTo("later");
        assertThat(leader.held().of(KEY)).isNull();
        assertThat(backend.read(KEY, budget())).isPresent();
    }

    @Test
    void asynchronousLoadThatFails_leavesAMarker() throws Exception {
        IOException failure = new IOException("source is down");
        CompletableFuture<Outcome.Known> pending = leadLater(CompletableFuture.failedFuture(failure));
        assertThat(pending).isCompletedExceptionally();
        assertThat(ask(KEY, 42)).isEqualTo(LeaseState.COOLDOWN);
    }

    @Test
    void closingJvm_givesBackTheLeasesUnderWhichItLoads() throws Exception {
        assertThat(leadLater(new CompletableFuture<>())).isNotDone();
        leader.giveBack();
        assertThat(outbox.released()).containsExactly(TOKEN);
        assertThat(leader.held().of(KEY)).isNull();
    }

    private Map<FetchCall, Long> together(String... ids) {
        Map<FetchCall, Long> tokens = new LinkedHashMap<>();
        for (String id : ids) {
            FetchCall call = call(id, CacheOptions.defaults(), context -> id);
            long token = TOKEN + tokens.size();
            assertThat(ask(call.entryKey(), token)).isEqualTo(LeaseState.WON);
            tokens.put(call, token);
        }
        return tokens;
    }

    private List<Object> loadTogether(Map<FetchCall, Long> tokens) {
        Map<FetchCall, Loaded> loads = new LinkedHashMap<>();
        tokens.forEach((call, token) -> loads.put(
                call,
                new Loaded(
                        call.entryKey().id(),
                        System.nanoTime(),
                        InvalidationStamp.NONE,
                        new StoreTerms(Lifetime.of(Duration.ofMinutes(1)), false))));
        return leader.loaded(loads, tokens).values().stream()
                .map(Outcome.Known::value)
                .toList();
    }

    @Test
    void valuesLoadedTogether_areStoredInOneCall() {
        Map<FetchCall, Long> tokens = together("a", "b");
        assertThat(loadTogether(tokens)).containsExactly("a", "b");
        assertThat(backend.calls(BackendOperation.STORE_ALL)).isEqualTo(1);
        assertThat(heard.events(CacheEvent.Stored.class)).hasSize(2);
    }

    @Test
    void valuesLoadedTogetherThatAreNotToBeStored_eachLeaveAMarker() {
        Map<FetchCall, Long> tokens = together("a", "b");
        loader.refuse("too large");
        assertThat(loadTogether(tokens)).containsExactly("a", "b");
        tokens.keySet().forEach(call -> assertThat(ask(call.entryKey(), 99)).isEqualTo(LeaseState.COOLDOWN));
        assertThat(backend.calls(BackendOperation.STORE_ALL)).isZero();
    }

    @Test
    void valuesLoadedTogetherWhoseStoreFails_areReturned_andTheirLeasesGivenBackLater() {
        Map<FetchCall, Long> tokens = together("a", "b");
        backend.fail(BackendOperation.STORE_ALL);
        assertThat(loadTogether(tokens)).containsExactly("a", "b");
        assertThat(outbox.released()).containsExactlyElementsOf(tokens.values());
        assertThat(local.kept()).containsExactly("unstored a", "unstored b");
    }

    @Test
    void valuesLoadedTogetherThatCannotBePrepared_areReturned_andTheirLeasesGivenBackLater() {
        Map<FetchCall, Long> tokens = together("a", "b");
        loader.failToPrepare(new IllegalStateException("bug of a serializer"));
        assertThat(loadTogether(tokens)).containsExactly("a", "b");
        assertThat(outbox.released()).containsExactlyElementsOf(tokens.values());
    }

    /** Marks of which the backend does not tell. */
    private static final class UnansweredMarks implements Marks {
        @Override
        public InvalidationStamp held(BackendTime time) {
            return InvalidationStamp.NONE;
        }

        @Override
        public Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time) {
            throw new CacheConnectionException("fake", "sync", key.value(), "no answer", true, null);
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public boolean isInSync(LinkTrust.LinkGeneration trusted, long now) {
            return false;
        }

        @Override
        public Verdict known(EntryKey key, InvalidationStamp stamp) {
            return Verdict.INVALID;
        }
    }
}
