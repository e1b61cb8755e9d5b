// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.transaction.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Transactions of nothing, begun and ended by hand. */
final class FakeTransactions implements Transactions {
    private final ThreadLocal<Fake> current = new ThreadLocal<>();

    /** A transaction of the thread that began it. */
    final class Fake implements Transaction {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Consumer<Ending>> listeners = new ArrayList<>();
        private State state = State.OPEN;

        void doom() {
            state = State.DOOMED;
        }

        /** As a transaction manager that gives up waiting, on whatever thread. */
        void timeOut() {
            state = State.ROLLED_BACK;
            listeners.forEach(listener -> listener.accept(Ending.ROLLED_BACK));
        }

        void commit() {
            end(Ending.COMMITTED);
        }

        void rollBack() {
            end(Ending.ROLLED_BACK);
        }

        void end(Ending ending) {
            current.remove();
            listeners.forEach(listener -> listener.accept(ending));
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public Object resource(Object key) {
            return resources.get(key);
        }

        @Override
        public boolean enlist(Object key, Object resource, Consumer<Ending> listener) {
            resources.put(key, resource);
            listeners.add(listener);
            return true;
        }
    }

    Fake begin() {
        Fake begun = new Fake();
        current.set(begun);
        return begun;
    }

    /** Lets the calling thread leave its transaction for a while. */
    void suspend() {
        current.remove();
    }

    void resume(Fake suspended) {
        current.set(suspended);
    }

    @Override
    public Optional<Transaction> current() {
        return Optional.ofNullable(current.get());
    }
}
