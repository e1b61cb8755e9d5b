// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import static io.github.cachex.core.stage.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Calls;
import io.github.cachex.core.stage.FakeLoader;
import io.github.cachex.core.stage.FakeOutbox;
import io.github.cachex.core.stage.FakeValues;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.FaultyBackend;
import io.github.cachex.testkit.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The leases of many keys, for one load of them all. */
class BulkLeasesTest {
    private static final CacheOptions THROW = CacheOptions.defaults().backendErrors(ErrorPolicy.THROW);

    private final FakeBackend fake = FakeBackend.create();
    private final FaultyBackend backend = FaultyBackend.over(fake);
    private final RecordingListener heard = new RecordingListener();
    private final CacheTelemetry telemetry = new CacheTelemetry(List.of(heard));
    private final FakeOutbox outbox = new FakeOutbox();
    private final Scheduler scheduler = new Scheduler("bulk-leases-test");
    private final BulkLeases bulk = over(backend.leases().orElseThrow());

    private BulkLeases over(LeaseStore leases) {
        Leader leader = new Leader(
                new Leases(leases, outbox, telemetry),
                new FakeLoader(),
                Marks.NONE,
                new FakeValues(),
                new Fallback(telemetry, call -> {}),
                Calls.direct(scheduler));
        return new BulkLeases(leader);
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    private static List<FetchCall> calls(int count, CacheOptions options) {
        return IntStream.range(0, count)
                .mapToObj(id -> call("post:" + id, options, context -> "loaded"))
                .toList();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private LeaseState ask(FetchCall call) {
        LeaseStore.LeaseRequest request =
                new LeaseStore.LeaseRequest(99, Duration.ofMinutes(1), StoredEntry.UNREADABLE);
        return fake.acquire(call.entryKey(), request, budget()).lease();
    }

    @Test
    void manyKeys_areAskedForInBatches() {
        List<FetchCall> calls = calls(CacheBackend.BATCH + 1, CacheOptions.defaults());
        try (BulkLeases.Won won = bulk.acquire(calls)) {
            assertThat(calls).allMatch(won::holds);
        }
        assertThat(backend.calls(BackendOperation.ACQUIRE_ALL)).isEqualTo(2);
    }

    @Test
    void leaseOfAnother_isNeitherHeldNorFree() {
        FetchCall call = calls(1, CacheOptions.defaults()).get(0);
        assertThat(ask(call)).isEqualTo(LeaseState.WON);
        try (BulkLeases.Won won = bulk.acquire(List.of(call))) {
            assertThat(won.holds(call)).isFalse();
            assertThat(won.free(call)).isEmpty();
            assertThatThrownBy(() -> won.failed(call, new IOException())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keyInCooldown_isFree() {
        FetchCall call = calls(1, CacheOptions.defaults()).get(0);
        assertThat(ask(call)).isEqualTo(LeaseState.WON);
        fake.release(call.entryKey(), 99, Release.FAILED, Duration.ofMinutes(1), budget());
        try (BulkLeases.Won won = bulk.acquire(List.of(call))) {
            assertThat(won.free(call)).isPresent();
        }
    }

    @Test
    void keyWithoutALease_isFreeAndWithoutTheBackend() {
        FetchCall call = calls(1, CacheOptions.defaults()).get(0);
        BulkLeases refused = over(new ScriptedLeases().then(LeaseStore.ValueState.MISS, LeaseState.NONE));
        try (BulkLeases.Won won = refused.acquire(List.of(call))) {
            assertThat(won.free(call).orElseThrow().isWithoutBackend()).isTrue();
        }
    }

    @Test
    void leaseThatIsRefused_isAFailureOfTheBackend() {
        FetchCall call = calls(1, CacheOptions.defaults()).get(0);
        CacheBackendException refusal = new CacheBackendException("fake", "acquire", "k", "full", null);
        BulkLeases refused = over(new ScriptedLeases()
                .then(() -> LeaseStore.LeaseAnswer.refused(LeaseStore.ValueState.MISS, 0, refusal)));
        try (BulkLeases.Won won = refused.acquire(List.of(call))) {
            assertThat(won.free(call).orElseThrow().isWithoutStore()).isTrue();
        }
        assertThat(heard.events(CacheEvent.BackendFailed.class))
                .singleElement()
                .returns(refusal, CacheEvent.BackendFailed::failure);
    }

    @Test
    void closed_givesBackWhatWasNotLoaded() {
        List<FetchCall> calls = calls(2, CacheOptions.defaults());
        bulk.acquire(calls).close();
        assertThat(outbox.released()).hasSize(2);
    }

    @Test
    void failureOfOne_endsItsLeaseAlone() {
        List<FetchCall> calls = calls(2, CacheOptions.defaults());
        IOException failure = new IOException("source is down");
        try (BulkLeases.Won won = bulk.acquire(calls)) {
            assertThatThrownBy(() -> won.failed(calls.get(0), failure)).isSameAs(failure);
            assertThat(ask(calls.get(0))).isEqualTo(LeaseState.COOLDOWN);
            assertThat(ask(calls.get(1))).isEqualTo(LeaseState.BUSY);
        }
        assertThat(outbox.released()).hasSize(1);
    }

    @Test
    void failedBackend_leavesAllFree_andGivesLeasesBackLater() {
        backend.loseAnswer(BackendOperation.ACQUIRE_ALL);
        List<FetchCall> calls = calls(2, CacheOptions.defaults());
        try (BulkLeases.Won won = bulk.acquire(calls)) {
            assertThat(calls).allMatch(call -> won.free(call).orElseThrow().isWithoutBackend());
        }
        assertThat(outbox.released()).hasSize(2);
    }

    @Test
    void failedBackendThatIsToThrow_doesAfterAllLeasesAreGivenBack() {
        List<FetchCall> calls = calls(CacheBackend.BATCH + 1, THROW);
        ScriptedLeases leases =
                firstBatchThen(new CacheBackendException("fake", "acquireAll", "key", "READONLY", null));
        assertThatThrownBy(() -> over(leases).acquire(calls)).isInstanceOf(CacheBackendException.class);
        assertThat(outbox.released()).hasSize(calls.size());
    }

    @Test
    void bugOfABackend_isThrownAfterAllLeasesAreGivenBack() {
        List<FetchCall> calls = calls(CacheBackend.BATCH + 1, CacheOptions.defaults());
        IllegalStateException bug = new IllegalStateException("bug");
        assertThatThrownBy(() -> over(firstBatchThen(bug)).acquire(calls)).isSameAs(bug);
        assertThat(outbox.released()).hasSize(calls.size());
    }

    private static ScriptedLeases firstBatchThen(RuntimeException failure) {
        ScriptedLeases leases = new ScriptedLeases();
        for (int i = 0; i < CacheBackend.BATCH; i++) {
            leases.then(LeaseStore.ValueState.MISS, LeaseState.WON);
        }
        return leases.then(() -> {
            throw failure;
        });
    }
}
