// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What went wrong in Jedis, as Cachex says it. */
final class Failures {
    private Failures() {}

    /**
     * Returns whether the failure is that of a connection which broke, perhaps while it lay idle, or of a wait that was
     * interrupted. Whether the command may be repeated is for {@link Repeat} to say.
     */
    static boolean isWorthAnotherTry(RuntimeException failure) {
        return isInterruption(failure)
                || failure instanceof JedisConnectionException
                        && !has(
                                failure,
                                cause -> cause instanceof SocketTimeoutException || cause instanceof NotDialled);
    }

    /** Returns whether Redis answered, if with an error. */
    static boolean isAnswer(RuntimeException failure) {
        return failure instanceof JedisDataException;
    }

    static boolean isInterruption(RuntimeException failure) {
        return has(failure, InterruptedException.class::isInstance);
    }

    /**
     * Returns what to throw for {@code failure}.
     *
     * @param sent whether Redis may have got the command, if there was no answer
     * @param telling whether a text holds credentials
     */
    static CacheBackendException of(
            RuntimeException failure, String operation, String key, boolean sent, Predicate<String> telling) {
        boolean secret = has(failure, any -> telling.test(String.valueOf(any.getMessage())));
        // A server that does not know AUTH repeats what it was told.
        String problem =
                secret ? "its answer repeats credentials and is not shown; is it Redis 6.2?" : problemOf(failure);
        Throwable cause = secret ? null : failure;
        return isAnswer(failure)
                ? new CacheBackendException(Caller.BACKEND, operation, key, problem, cause)
                : new CacheConnectionException(Caller.BACKEND, operation, key, problem, sent, cause);
    }

    /** Returns what went wrong, without that at which it did. */
    static String problem(CacheBackendException e) {
        String begin = e.backend() + " " + e.operation() + " '" + e.key() + "': ";
        String message = String.valueOf(e.getMessage());
        return message.startsWith(begin) ? message.substring(begin.length()) : message;
    }

    private static String problemOf(RuntimeException failure) {
        if (has(failure, NoSuchElementException.class::isInstance)) {
            return "no connection was free in time; raise cachex.backend.redis.pool.max if this lasts";
        } else if (isInterruption(failure)) {
            return "interrupted while waiting for a connection";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return String.valueOf(cause.getMessage());
            }
        }
        String said = String.valueOf(failure.getMessage());
        return isAnswer(failure) ? Refusal.explained(said) : said;
    }

    private static boolean has(@Nullable Throwable failure, Predicate<Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }
}
