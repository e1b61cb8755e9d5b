// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;

/**
 * Runs commands: within a budget, once more where a pooled connection turned out to be broken, on an interrupted thread
 * too, and with failures as Cachex's own. Thread-safe.
 */
final class Caller {
    static final String BACKEND = "redis";

    private final Client client;
    private volatile boolean closed;

    Caller(Client client) {
        this.client = client;
    }

    <T> T call(String operation, String key, CallBudget budget, Function<UnifiedJedis, T> step) {
        return call(operation, key, budget, true, step);
    }

    /** Runs {@code step}, again only where the first time surely did not reach Redis, if it is not {@code repeatable}. */
    <T> T call(String operation, String key, CallBudget budget, boolean repeatable, Function<UnifiedJedis, T> step) {
        if (closed || budget.isSpent()) {
            String problem = closed ? "the backend is closed" : "its budget is spent";
            throw new CacheConnectionException(BACKEND, operation, key, problem, false, null);
        }
        // An interrupted leader still has a lease to release; the budget bounds how long that can take.
        boolean interrupted = Thread.interrupted();
        try (BoundCall call = BoundCall.bind(budget)) {
            RuntimeException failure;
            try {
                return step.apply(client.jedis());
            } catch (RuntimeException e) {
                failure = e;
                interrupted |= Thread.interrupted() || Failures.isInterruption(e);
            }
            boolean again = repeatable || !client.wasSent(call, failure);
            if (again && Failures.isWorthAnotherTry(failure) && !budget.isSpent()) {
                client.dropIdle();
                try {
                    return step.apply(client.jedis());
                } catch (RuntimeException e) {
                    failure = e;
                    interrupted |= Failures.isInterruption(e);
                }
            }
            throw Failures.of(failure, operation, key, client.wasSent(call, failure), client::isTelling);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void close() {
        closed = true;
        client.close();
    }
}
