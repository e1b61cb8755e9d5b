// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.core.transaction.Transactions.Transaction;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transactions of JTA. Loaded only where JTA is there. Thread-safe. */
public final class JtaTransactions implements Transactions, Transaction {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final TransactionSynchronizationRegistry registry;
    /** The registry means the calling thread's transaction each time, so that this one object stands for all. */
    private final Optional<Transaction> current = Optional.of(this);

    private JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /** Returns those that {@code registry}, a {@link TransactionSynchronizationRegistry}, knows. */
    public static Transactions over(Object registry) {
        return new JtaTransactions((TransactionSynchronizationRegistry) registry);
    }

    @Override
    public Optional<Transaction> current() {
        return stateNow() == null ? Optional.empty() : current;
    }

    @Override
    public State state() {
        State state = stateNow();
        return state == null ? State.ROLLED_BACK : state;
    }

    private @Nullable State stateNow() {
        try {
            return switch (registry.getTransactionStatus()) {
                case Status.STATUS_ACTIVE -> State.OPEN;
                case Status.STATUS_MARKED_ROLLBACK -> State.DOOMED;
                case Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> State.ROLLED_BACK;
                default -> null;
            };
        } catch (RuntimeException e) {
            LOG.debug("the transaction manager does not say whether there is a transaction", e);
            return null;
        }
    }

    @Override
    public @Nullable Object resource(Object key) {
        try {
            return registry.getResource(key);
        } catch (IllegalStateException e) {
            // It ended a moment ago.
            return null;
        }
    }

    @Override
    public boolean enlist(Object key, Object resource, Consumer<Ending> listener) {
        try {
            registry.registerInterposedSynchronization(new Heard(listener));
        } catch (RuntimeException e) {
            LOG.debug("a transaction cannot be taken part in", e);
            return false;
        }
        try {
            registry.putResource(key, resource);
        } catch (RuntimeException e) {
            // It ended a moment ago, and says so to whom it has just taken in.
            LOG.debug("a transaction ended while it was joined", e);
        }
        return true;
    }

    private record Heard(Consumer<Ending> listener) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            try {
                listener.accept(
                        switch (status) {
                            case Status.STATUS_COMMITTED -> Ending.COMMITTED;
                            case Status.STATUS_ROLLEDBACK -> Ending.ROLLED_BACK;
                            default -> Ending.UNKNOWN;
                        });
            } catch (Throwable e) {
                // A commit must not fail for us.
                LOG.log(LogMessage.COMMIT_INCOMPLETE.with("caches"), e);
            }
        }
    }
}
