// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;

/** One memcached, and how it is called: within the caller's budget, on a connection from its pool. Thread-safe. */
final class Node implements AutoCloseable {
    private final ServerAddress address;
    private final ServerRuns runs = new ServerRuns();
    private final WirePool pool;
    private final Dialler dialler;
    private final Greeting greeting;
    private final Watchdog watchdog = new Watchdog();
    private final LongAdder dialled = new LongAdder();

    Node(ServerAddress address, MemcachedSettings settings) {
        this.address = address;
        this.pool = new WirePool(settings.poolMax(), runs);
        this.dialler = new Dialler(address, settings, watchdog);
        this.greeting = new Greeting(settings.credentials(), runs);
    }

    /**
     * What is called, in words.
     *
     * @param operation what is done
     * @param key the record that it is done to
     * @param isRepeatable whether it may be done again where its answer was lost
     */
    record Call(String operation, String key, boolean isRepeatable) {}

    /** What is said on a connection. */
    interface Exchange<T> {
        T on(Wire wire) throws IOException;
    }

    String place() {
        return address.place();
    }

    /** Returns the run of the server that was met last; empty before the first contact. */
    Optional<ServerRun> run() {
        return runs.current();
    }

    /** Returns how many connections were made. */
    long dialled() {
        return dialled.sum();
    }

    /**
     * Returns what {@code exchange} returns.
     *
     * @throws CacheBackendException when the server answered with an error
     * @throws CacheConnectionException when it gave no answer that can be read, in time
     */
    <T> T call(Call call, CallBudget budget, Exchange<T> exchange) {
        long end = System.nanoTime() + budget.remainingNanos();
        boolean entered = false;
        try {
            if (budget.isSpent()) {
                throw new SocketTimeoutException("not done in time: backend-budget is spent");
            }
            entered = pool.enter(end);
            if (!entered) {
                throw new SocketTimeoutException(
                        "no connection was free in time; raise " + Keys.POOL_MAX.name() + " if this lasts");
            }
            return entered(call, end, exchange);
        } catch (IOException e) {
            throw failure(call, e, false);
        } finally {
            if (entered) {
                pool.leave();
            }
        }
    }

    private <T> T entered(Call call, long end, Exchange<T> exchange) throws IOException {
        if (pool.isClosed()) {
            throw new SocketException("the backend is closed");
        }
        Optional<Wire> idle = pool.take();
        if (idle.isPresent() && isUsable(idle.get(), call, end)) {
            try {
                return on(idle.get(), call, end, exchange);
            } catch (EOFException | SocketException | SSLException e) {
                // It may have been closed while it lay idle; what may be repeated is.
                pool.clear();
                if (!call.isRepeatable || Thread.currentThread().isInterrupted()) {
                    throw failure(call, e, idle.get().hasSent());
                }
            }
        }
        Wire fresh = greeted(end);
        try {
            return on(fresh, call, end, exchange);
        } catch (EOFException | SocketException | SSLException e) {
            throw failure(call, e, fresh.hasSent());
        }
    }

    /** What must not be repeated is not said on a connection of which it is not known whether it is there still. */
    private boolean isUsable(Wire wire, Call call, long end) throws IOException {
        if (call.isRepeatable || !wire.isDoubtful()) {
            return true;
        }
        wire.begin(end);
        try {
            wire.ask(Command.NOTHING);
            return true;
        } catch (EOFException | SocketException | SSLException e) {
            pool.clear();
            wire.close();
            return false;
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    private Wire greeted(long end) throws IOException {
        Wire wire = dialler.dial(end);
        boolean done = false;
        try {
            wire.begin(end);
            greeting.greet(wire);
            dialled.increment();
            done = true;
            return wire;
        } finally {
            if (!done) {
                wire.close();
            }
        }
    }

    private <T> T on(Wire wire, Call call, long end, Exchange<T> exchange) throws IOException {
        wire.begin(end);
        boolean inOrder = false;
        try {
            T answer = exchange.on(wire);
            inOrder = true;
            return answer;
        } catch (ErrorReplyException e) {
            inOrder = e.isOfTheServer();
            throw failure(call, e, false);
        } catch (EOFException | SocketException | SSLException e) {
            throw e;
        } catch (IOException e) {
            throw failure(call, e, wire.hasSent());
        } finally {
            if (inOrder) {
                pool.give(wire);
            } else {
                wire.close();
            }
        }
    }

    private CacheBackendException failure(Call call, IOException e, boolean sent) {
        String problem = address.place() + ": " + e.getMessage();
        if (e instanceof ErrorReplyException) {
            return new CacheBackendException(MemcachedSettings.TYPE, call.operation, call.key, problem, e);
        }
        Throwable cause = e instanceof SocketException && Thread.currentThread().isInterrupted()
                // The interrupt of a virtual thread closes the socket that it waits for: that is nothing to other
                // callers.
                ? new InterruptedException(e.getMessage())
                : e;
        return new CacheConnectionException(
                MemcachedSettings.TYPE, call.operation, call.key, problem, sent && !call.isRepeatable, cause);
    }

    @Override
    public void close() {
        pool.close();
        watchdog.close();
    }

    @Override
    public String toString() {
        return address.place();
    }
}
