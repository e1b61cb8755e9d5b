// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.backend.cas.CasStore.Change;
import io.github.cachex.backend.cas.CasStore.Versioned;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CallBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes records: reads one, decides, and writes it if nobody was faster; else begins again. Thread-safe. */
final class Records {
    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int LONGEST_SHIFT = 8;

    private final String type;
    private final CasStore store;
    private final Optional<TellingStore> telling;
    private final Seen seen = new Seen();

    Records(String type, CasStore store) {
        this.type = type;
        this.store = store;
        this.telling = store instanceof TellingStore tells ? Optional.of(tells) : Optional.empty();
    }

    /**
     * What is to become of a record.
     *
     * @param result what its caller is told once it has
     * @param isChanged whether it is to be another one
     * @param bytes what it is to be; null for nothing
     * @param goneAt when that is of no more use
     * @param slot what it holds then; null where it is no slot
     * @param message what is told then, where the store tells; null for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step<T>(
            T result,
            boolean isChanged,
            byte @Nullable [] bytes,
            long goneAt,
            @Nullable Slot slot,
            @Nullable Message message) {
        Step(T result, byte[] bytes, long goneAt) {
            this(result, true, bytes, goneAt, null, null);
        }

        static <T> Step<T> none(T result) {
            return new Step<>(result, false, null, 0, null, null);
        }

        static <T> Step<T> to(Slot slot, T result) {
            return slot.isEmpty()
                    ? new Step<>(result, true, null, 0, null, null)
                    : new Step<>(result, true, slot.bytes(), slot.goneAt(), slot, null);
        }

        /** Returns it with {@code told}. */
        Step<T> telling(Message told) {
            return new Step<>(result, isChanged, bytes, goneAt, slot, told);
        }
    }

    Optional<byte[]> read(BackendOperation operation, String name, CallBudget budget) {
        check(operation, name, budget);
        Optional<byte[]> record = store.get(name, budget).map(Versioned::bytes);
        if (record.isEmpty()) {
            seen.nothing(name);
        }
        return record;
    }

    /** Does what {@code decide} says of the slot {@code name}; empty is what is not there, or cannot be read. */
    <T> T slot(BackendOperation operation, String name, CallBudget budget, Function<Slot, Step<T>> decide) {
        Optional<T> done = seen.take(name).flatMap(last -> asSeen(operation, name, last, budget, decide));
        return done.isPresent()
                ? done.get()
                : change(
                        operation,
                        name,
                        budget,
                        bytes -> decide.apply(bytes.map(Slot::of).orElse(Slot.EMPTY)));
    }

    /** What is to be left as it is, is looked at: it may have become another. */
    private <T> Optional<T> asSeen(
            BackendOperation operation,
            String name,
            Seen.Last last,
            CallBudget budget,
            Function<Slot, Step<T>> decide) {
        Step<T> step = decide.apply(last.slot());
        if (!step.isChanged || step.bytes == null && last.version() == CasStore.ABSENT) {
            return Optional.empty();
        }
        check(operation, name, budget);
        return set(name, last.version(), step, budget) ? Optional.of(step.result) : Optional.empty();
    }

    /** Does what {@code decide} says of the record {@code name}. */
    <T> T change(
            BackendOperation operation, String name, CallBudget budget, Function<Optional<byte[]>, Step<T>> decide) {
        for (int tries = 0; ; tries++) {
            check(operation, name, budget);
            Optional<Versioned> there = store.get(name, budget);
            Step<T> step = decide.apply(there.map(Versioned::bytes));
            if (!step.isChanged || step.bytes == null && there.isEmpty()) {
                tell(step, budget);
                return step.result;
            }
            // What comes too late does nothing.
            check(operation, name, budget);
            if (set(name, there.map(Versioned::version).orElse(CasStore.ABSENT), step, budget)) {
                return step.result;
            }
            pause(tries);
        }
    }

    /** Deletes the slot {@code name}, whatever it is, and returns it; empty where nothing was there. */
    Optional<Slot> remove(BackendOperation operation, String name, RemovingStore from, CallBudget budget) {
        check(operation, name, budget);
        return from.remove(name, budget).map(there -> Slot.of(there.bytes()));
    }

    Map<String, Versioned> readAll(BackendOperation operation, List<String> names, CallBudget budget) {
        if (names.isEmpty()) {
            return Map.of();
        }
        check(operation, names.get(0), budget);
        return store.getAll(names, budget);
    }

    /** Does what {@code decide} says of the slot of each of {@code names}, with as few trips for all as for one. */
    <T> Map<String, T> slots(
            BackendOperation operation,
            Collection<String> names,
            CallBudget budget,
            BiFunction<String, Slot, Step<T>> decide) {
        Map<String, T> done = new LinkedHashMap<>();
        List<String> left = List.copyOf(new LinkedHashSet<>(names));
        for (int tries = 0; !left.isEmpty(); tries++) {
            if (tries > 0) {
                pause(tries - 1);
            }
            Map<String, Versioned> there = readAll(operation, left, budget);
            Map<String, Step<T>> steps = new LinkedHashMap<>();
            List<Change> changes = new ArrayList<>();
            for (String name : left) {
                Optional<Versioned> old = Optional.ofNullable(there.get(name));
                Step<T> step = decide.apply(
                        name, old.map(Versioned::bytes).map(Slot::of).orElse(Slot.EMPTY));
                if (!step.isChanged || step.bytes == null && old.isEmpty()) {
                    tell(step, budget);
                    done.put(name, step.result);
                } else {
                    steps.put(name, step);
                    changes.add(new Change(
                            name, old.map(Versioned::version).orElse(CasStore.ABSENT), step.bytes, step.goneAt));
                }
            }
            left = refused(operation, changes, budget, steps, done);
        }
        return done;
    }

    /** Makes {@code changes}, notes the results of those that were made, and returns the names of the others. */
    private <T> List<String> refused(
            BackendOperation operation,
            List<Change> changes,
            CallBudget budget,
            Map<String, Step<T>> steps,
            Map<String, T> done) {
        if (changes.isEmpty()) {
            return List.of();
        }
        // What comes too late does nothing.
        check(operation, changes.get(0).name(), budget);
        if (telling.isPresent()) {
            return toldRefused(changes, budget, steps, done);
        }
        List<OptionalLong> versions = store.changeAll(changes, budget);
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            String name = changes.get(i).name();
            Step<T> step = Objects.requireNonNull(steps.get(name));
            OptionalLong version = versions.get(i);
            if (version.isEmpty()) {
                refused.add(name);
                continue;
            }
            done.put(name, step.result);
            if (step.slot != null && step.bytes != null) {
                seen.stored(name, version.getAsLong(), step.slot);
            }
        }
        return refused;
    }

    /** Each change goes with its message. */
    private <T> List<String> toldRefused(
            List<Change> changes, CallBudget budget, Map<String, Step<T>> steps, Map<String, T> done) {
        List<String> refused = new ArrayList<>();
        for (Change change : changes) {
            Step<T> step = Objects.requireNonNull(steps.get(change.name()));
            if (set(change.name(), change.expected(), step, budget)) {
                done.put(change.name(), step.result);
            } else {
                refused.add(change.name());
            }
        }
        return refused;
    }

    private static void pause(int tries) {
        long longest = SHORTEST_PAUSE << Math.min(tries, LONGEST_SHIFT);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    private boolean set(String name, long expected, Step<?> step, CallBudget budget) {
        Optional<String> message = text(step);
        if (step.bytes == null) {
            return message.isPresent()
                    ? telling.orElseThrow().delete(name, expected, message.get(), budget)
                    : store.delete(name, expected, budget);
        }
        OptionalLong version = message.isPresent()
                ? telling.orElseThrow().put(name, expected, step.bytes, step.goneAt, message.get(), budget)
                : store.put(name, expected, step.bytes, step.goneAt, budget);
        if (version.isPresent() && step.slot != null) {
            seen.stored(name, version.getAsLong(), step.slot);
        }
        return version.isPresent();
    }

    private void tell(Step<?> step, CallBudget budget) {
        text(step).ifPresent(message -> telling.orElseThrow().tell(message, budget));
    }

    /** Returns what is told; empty where nothing is, or nobody can be. */
    private Optional<String> text(Step<?> step) {
        return telling.flatMap(
                store -> Optional.ofNullable(step.message).map(message -> message.text(store.longestMessage())));
    }

    private void check(BackendOperation operation, String name, CallBudget budget) {
        if (budget.isSpent()) {
            throw new CacheConnectionException(
                    type, operation.text(), name, "not done in time: backend-budget is spent", false, null);
        }
    }
}
