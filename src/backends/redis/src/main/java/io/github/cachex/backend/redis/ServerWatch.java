// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server that answers still is the one to speak to. An answer that speaks of the server and not of the command (it became
 * a replica, is loading, wants other credentials) says that nothing was executed: connections are then dialled anew, at most once a
 * second, and lead to wherever the name leads by now. Once a server takes writes again, what else leads to the one before (the link,
 * which is told nothing) is made anew too. Thread-safe.
 */
final class ServerWatch {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** Redis 6.2 says inside a script which line was refused, and then what else it would say first. */
    private static final Pattern OF_THE_SERVER = Pattern.compile(
            "(?:^|[ :]-)(?:READONLY|MASTERDOWN|LOADING|UNBLOCKED|NOREPLICAS|NOAUTH|WRONGPASS|CLUSTERDOWN)\\b");

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many dials without an effect are no failover that is still under way. */
    private static final int IN_VAIN = 3;

    private final Object where;
    private final Runnable drop;
    private final LongSupplier nanos;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile boolean doubted;
    private volatile int generation;
    private long renewedAt;
    private int inVain;
    private boolean warned;

    /**
     * Creates one.
     *
     * @param where the address in words, asked for when something is to be said
     * @param drop drops connections that lie idle; those in use are told by their {@link #generation}
     */
    ServerWatch(Object where, Runnable drop, LongSupplier nanos) {
        this.where = where;
        this.drop = drop;
        this.nanos = nanos;
    }

    /** Returns whether this answer speaks of the server, so that nothing was executed. */
    static boolean isOfTheServer(@Nullable String answer) {
        return answer != null && OF_THE_SERVER.matcher(answer).find();
    }

    /** Runs {@code renew} whenever another server, or the same one again, takes writes after there was doubt. */
    void onChange(Runnable renew) {
        followers.add(renew);
    }

    /** Returns a number that rises when the connections made before are of no more use. */
    int generation() {
        return generation;
    }

    /** Returns the time now, for {@link #refused}. */
    long mark() {
        return nanos.getAsLong();
    }

    /**
     * Notes an answer that speaks of the server, to what was sent after {@code mark}. Returns whether it is worth to be sent again:
     * connections were dropped since.
     */
    boolean refused(String answer, long mark) {
        synchronized (this) {
            doubted = true;
            long now = nanos.getAsLong();
            if (generation > 0 && mark - renewedAt < 0) {
                return true;
            } else if (generation > 0 && now - renewedAt < PAUSE_NANOS) {
                return false;
            }
            generation++;
            renewedAt = now;
            if (++inVain > IN_VAIN && !warned) {
                warned = true;
                LOG.log(LogMessage.WRITES_REFUSED.saying(warning(answer)));
            }
        }
        drop.run();
        return true;
    }

    private String warning(String answer) {
        String begin =
                where + " goes on to answer " + code(answer) + ", though it was dialled anew " + IN_VAIN + " times; ";
        return switch (code(answer)) {
            case "READONLY" ->
                begin + "it is a replica: let cachex.backend.redis.uri name the server that takes writes, or its"
                        + " Sentinels as redis-sentinel://host:26379/name; until then nothing is stored";
            case "NOAUTH", "WRONGPASS" ->
                begin + "look at cachex.backend.redis.username and cachex.backend.redis.password";
            case "NOREPLICAS" -> begin + "it has lost its replicas and takes no writes; until then nothing is stored";
            default -> begin + "until then it is done without";
        };
    }

    private static String code(String answer) {
        var found = OF_THE_SERVER.matcher(answer);
        return found.find() ? found.group().replaceAll("\\W", "") : "";
    }

    /** Leaves a server that is known not to be the one to speak to any more: all is made anew. */
    void leave() {
        synchronized (this) {
            generation++;
            renewedAt = nanos.getAsLong();
        }
        drop.run();
        followers.forEach(Runnable::run);
    }

    /** Notes that something connected to a server which does not take writes now. */
    void doubt() {
        doubted = true;
    }

    /** Notes that a write was taken. */
    void accepted() {
        if (!doubted) {
            return;
        }
        synchronized (this) {
            if (!doubted) {
                return;
            }
            doubted = false;
            inVain = 0;
            if (warned) {
                warned = false;
                LOG.log(LogMessage.WRITES_TAKEN.with(where));
            }
        }
        followers.forEach(Runnable::run);
    }
}
