// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks for the leases of many keys at once, for one load of all of them. Thread-safe. */
public final class BulkLeases {
    private final LeaseStore leases;
    private final Leader leader;
    private final Outbox outbox;
    private final Scheduler scheduler;
    private final Journal journal;

    /** Creates one over {@code leases} whose values {@code leader} stores. */
    public BulkLeases(LeaseStore leases, Leader leader, Outbox outbox, Scheduler scheduler, Journal journal) {
        this.leases = leases;
        this.leader = leader;
        this.outbox = outbox;
        this.scheduler = scheduler;
        this.journal = journal;
    }

    /**
     * Returns those of {@code calls} whose lease is won, with its token; notes on the others what became of them.
     *
     * @param time what all may spend together
     */
    public Won acquire(List<FetchCall> calls, BackendTime time) {
        Map<EntryKey, LeaseRequest> requests = new LinkedHashMap<>();
        calls.forEach(call -> requests.put(
                call.entryKey(),
                new LeaseRequest(EntryIds.next(), call.settings().lease(), call.rejected())));
        Map<FetchCall, Long> won = new LinkedHashMap<>();
        try {
            Map<EntryKey, LeaseAnswer> answers = time.spend(budget -> leases.acquireAll(requests, budget));
            for (FetchCall call : calls) {
                LeaseAnswer answer = answers.get(call.entryKey());
                LeaseRequest request = requests.get(call.entryKey());
                if (answer != null && request != null && answer.lease() == LeaseState.WON) {
                    journal.leaseWon(call.entryKey());
                    won.put(call, request.token());
                }
            }
        } catch (CacheBackendException e) {
            journal.backendFailed(calls.get(0).entryKey(), e.operation(), e);
            // Some may be ours, or become so: nothing is stored under them, and all are given back.
            requests.forEach((key, request) -> outbox.release(key, request.token(), request.lease()));
            calls.forEach(FetchCall::withoutBackend);
        }
        return new Won(won);
    }

    /** Leases that are held, and renewed until closed. */
    public final class Won implements AutoCloseable {
        private final Map<FetchCall, Long> tokens;
        private final List<Renewal> renewals;

        private Won(Map<FetchCall, Long> tokens) {
            this.tokens = tokens;
            this.renewals = tokens.entrySet().stream()
                    .map(held -> new Renewal(leases, held.getKey(), held.getValue(), scheduler, journal))
                    .toList();
        }

        /** Returns whether the lease of {@code call} is held. */
        public boolean holds(FetchCall call) {
            return tokens.containsKey(call);
        }

        /** Returns the outcome of {@code call} after its value was loaded, and stored unless it is not to be. */
        public Outcome loaded(FetchCall call, Loaded loaded) {
            return leader.loaded(call, token(call), loaded);
        }

        /**
         * Returns the outcome of {@code call} after loading failed.
         *
         * @throws Exception {@code failure} where nothing stands in
         */
        public Outcome failed(FetchCall call, Throwable failure) throws Exception {
            return leader.failed(call, token(call), failure);
        }

        private long token(FetchCall call) {
            Long token = tokens.get(call);
            if (token == null) {
                throw new IllegalStateException(
                        "the lease of " + call.entryKey().value() + " is not held");
            }
            return token;
        }

        @Override
        public void close() {
            renewals.forEach(Renewal::close);
        }
    }
}
