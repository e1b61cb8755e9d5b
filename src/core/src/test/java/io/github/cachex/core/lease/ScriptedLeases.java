// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lease;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Answers who asks for a lease what the test says, one after the other; the last answer again and again. */
final class ScriptedLeases implements LeaseStore {
    private final Deque<Supplier<LeaseAnswer>> answers = new ArrayDeque<>();
    private int asked;

    ScriptedLeases then(ValueState value, LeaseState lease) {
        return then(value, lease, Duration.ZERO);
    }

    ScriptedLeases then(ValueState value, LeaseState lease, Duration left) {
        return then(() -> new LeaseAnswer(value, 7, lease, left));
    }

    ScriptedLeases then(Supplier<LeaseAnswer> answer) {
        answers.add(answer);
        return this;
    }

    int asked() {
        return asked;
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        asked++;
        return (answers.size() > 1 ? answers.remove() : answers.element()).get();
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return true;
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        return true;
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return true;
    }

    @Override
    public void onWake(Consumer<String> sink) {}
}
