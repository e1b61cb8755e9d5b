// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.entry.EntryIds;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.LoadEnding;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.PartialAnswer;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.ValueState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the leases of many keys at once, for one load of all of them. Thread-safe. */
public final class BulkLeases {
    private final Leader leader;
    private final Leases leases;

    /** Creates one whose values {@code leader} stores. */
    public BulkLeases(Leader leader) {
        this.leader = leader;
        this.leases = leader.leases();
    }

    /**
     * Asks for the leases of {@code calls}, which spend one budget together.
     *
     * @throws CacheBackendException when the backend failed and the calls want to hear of it
     */
    public Won acquire(List<FetchCall> calls) {
        Map<FetchCall, Long> won = new LinkedHashMap<>();
        Map<FetchCall, FetchCall> free = new LinkedHashMap<>();
        BackendTime time = calls.get(0).backendTime();
        for (int from = 0; from < calls.size(); from += CacheBackend.BATCH) {
            List<FetchCall> some = calls.subList(from, Math.min(from + CacheBackend.BATCH, calls.size()));
            if (from > 0 && time.isHalfSpent()) {
                // What is won has to be stored in time as well.
                some.forEach(call -> free.put(call, call.withoutBackend()));
            } else {
                acquire(some, time, won, free);
            }
        }
        return new Won(won, free);
    }

    private void acquire(
            List<FetchCall> calls, BackendTime time, Map<FetchCall, Long> won, Map<FetchCall, FetchCall> free) {
        FetchCall first = calls.get(0);
        Map<EntryKey, LeaseRequest> requests = new LinkedHashMap<>();
        calls.forEach(call -> requests.put(call.entryKey(), call.leaseRequest(EntryIds.next())));
        try {
            PartialAnswer<Map<EntryKey, LeaseAnswer>> answers = PartialAnswer.of(
                    requests.keySet(),
                    Map.of(),
                    () -> time.spend(budget -> leases.store().acquireAll(requests, budget)));
            answers.eachFailure((key, e) -> leases.telemetry().backendFailed(key, e.operation(), e));
            for (FetchCall call : calls) {
                // One call of each entry: another type of the same id has to ask for itself.
                LeaseAnswer answer = answers.answer().get(call.entryKey());
                LeaseRequest request = requests.get(call.entryKey());
                if (answers.failures().containsKey(call.entryKey())) {
                    free.put(call, call.withoutBackend());
                } else if (answer != null && request != null) {
                    requests.remove(call.entryKey());
                    sort(call, request, answer, won, free);
                }
            }
            // Some of those that failed may be ours, or become so: nothing is stored under them, and all are given
            // back.
            requests.keySet().retainAll(answers.failures().keySet());
            requests.forEach((key, request) -> leases.outbox().release(key, request.token(), request.lease()));
            requests.clear();
            if (answers.failure().isPresent() && first.settings().backendErrors() == ErrorPolicy.THROW) {
                throw answers.failure().get();
            }
        } catch (Throwable e) {
            requests.forEach((key, request) -> leases.outbox().release(key, request.token(), request.lease()));
            won.forEach(leases::abandon);
            throw e;
        }
    }

    private void sort(
            FetchCall call,
            LeaseRequest request,
            LeaseAnswer answer,
            Map<FetchCall, Long> won,
            Map<FetchCall, FetchCall> free) {
        switch (answer.lease()) {
            case WON -> {
                leases.telemetry().leaseWon(call.entryKey());
                won.put(call, request.token());
            }
            case COOLDOWN -> {
                if (call.stale() == null) {
                    free.put(call, call);
                }
            }
            case NONE -> {
                if (answer.value() != ValueState.FRESH) {
                    free.put(call, leases.refused(call, answer));
                }
            }
            case BUSY -> {}
        }
    }

    /** Leases that are held, and renewed until closed; and what may be loaded without any. */
    public final class Won implements LoadEnding, AutoCloseable {
        private final Map<FetchCall, Long> tokens;
        private final Map<FetchCall, FetchCall> free;
        /** Those whose load has not ended yet. */
        private final Map<FetchCall, Long> unsettled;

        private final List<ActiveLease> held = new ArrayList<>();

        private Won(Map<FetchCall, Long> tokens, Map<FetchCall, FetchCall> free) {
            this.tokens = tokens;
            this.unsettled = new LinkedHashMap<>(tokens);
            this.free = free;
            try {
                tokens.forEach((call, token) -> held.add(leader.held().hold(call, token)));
            } catch (Throwable failure) {
                close();
                throw failure;
            }
        }

        /** Returns whether the lease of {@code call} is held. */
        public boolean holds(FetchCall call) {
            return tokens.containsKey(call);
        }

        /** Returns {@code call} as it goes on, if it may load without a lease and without waiting for anybody. */
        public Optional<FetchCall> free(FetchCall call) {
            return Optional.ofNullable(free.get(call));
        }

        @Override
        public Known loaded(FetchCall call, Loaded loaded) {
            long token = token(call);
            unsettled.remove(call);
            return leader.loaded(call, token, loaded);
        }

        /** Returns the outcomes of {@code loads}, whose values are stored together. */
        public Map<FetchCall, Known> loaded(Map<FetchCall, Loaded> loads) {
            unsettled.keySet().removeAll(loads.keySet());
            return leader.loaded(loads, tokens);
        }

        @Override
        public Known failed(FetchCall call, Throwable failure) throws Exception {
            long token = token(call);
            unsettled.remove(call);
            return leader.failed(call, token, failure);
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
            held.forEach(ActiveLease::close);
            unsettled.forEach(leases::abandon);
        }
    }
}
