// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;

/** The Jedis client that a backend speaks through: one of its own, or one that the application handed in. */
interface Client extends AutoCloseable {
    /** Runs {@code step} in the current thread's call, and within its budget. */
    <T> T run(Function<UnifiedJedis, T> step);

    /** Runs {@code step} so as well, saying with each command that its key is about to come to this server, where that may be. */
    default <T> T runAsking(Function<UnifiedJedis, T> step) {
        return run(step);
    }

    /** Speaks to the server at {@code place} from now on. Only where it speaks to one of several. */
    default void moveTo(Place place) {
        throw new UnsupportedOperationException("there is but one server");
    }

    /** Returns the nanoseconds after which a command without any answer is given up, if that comes before its budget. */
    long patienceNanos();

    /** Forgets idle connections, after one of them turned out to be broken. */
    void dropIdle();

    /** Gives idle connections up, after an answer was left half read on one that the client does not hold to be broken. */
    void giveUpIdle();

    /** Returns whether the command of {@code call}, which failed with {@code failure}, may have reached Redis. */
    boolean wasSent(CallScope call, RuntimeException failure);

    /** Returns where its server is; of a client of the application, which may have several, nowhere. */
    default Place place() {
        return Place.NOWHERE;
    }

    /** Returns the number of the database that it works in, asking Redis where only that can tell. */
    int database();

    /** Returns what watches over whether the right server answers. */
    ServerWatch watch();

    /**
     * Looks why a server could not be spoken to, at the cost of a few connections, and returns what keeps TLS from it as
     * {@code problem; remedy}; empty where it is something else.
     */
    Optional<String> tlsProblem();

    /** Returns a new listener for one connection of the link. */
    Subscriber subscriber();

    /** Returns whether {@code text} holds credentials. */
    boolean isTelling(String text);

    @Override
    void close();
}
