// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Waits until replicas of a primary have what was invalidated there, since a failover forgets what they do not have. What they do not
 * acknowledge in time holds all the same, on the primary and in all JVMs; that is said once, and those who come next hardly wait until
 * replicas acknowledge again. Thread-safe.
 */
final class Acknowledgement {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** Less than what counts as slow for the breaker, and more than replicas need that are well. */
    private static final Duration MOST = Duration.ofMillis(200);

    private static final Duration WHILE_LACKING = Duration.ofMillis(10);
    private static final String KEY = "cachex.backend.redis.replicas-to-acknowledge";

    private final int replicas;
    private final Client client;
    private final AtomicBoolean lacking = new AtomicBoolean();

    /** Creates one that waits for so many replicas; none where that is zero. */
    Acknowledgement(int replicas, Client client) {
        this.replicas = replicas;
        this.client = client;
    }

    /** Returns whether {@code script} is to be followed by a WAIT on its connection. */
    boolean isWanted(Script script) {
        return replicas > 0 && (script == Script.INVALIDATE || script == Script.EXPIRE || script == Script.MARK);
    }

    /**
     * Sends a WAIT behind the runs of one script, on the connection that they are sent on; a client that knows several servers sends one
     * for each run, to the server of that. Returns what they will answer; nothing where no WAIT is wanted.
     */
    List<Response<Long>> sent(
            AbstractPipeline pipeline, UnifiedJedis jedis, List<Scripts.Run> runs, CallBudget budget) {
        if (!isWanted(runs.get(0).script())) {
            return List.of();
        }
        List<Scripts.Run> last = jedis instanceof RedisClient ? runs.subList(runs.size() - 1, runs.size()) : runs;
        long millis = millis(budget, last.size());
        return last.stream()
                .map(run -> pipeline.waitReplicas(run.keys().get(0), replicas, millis))
                .toList();
    }

    /** Returns for how many ms each of {@code waits}, one after the other, may wait. Never 0, which is for ever. */
    private long millis(CallBudget budget, int waits) {
        long most = (lacking.get() ? WHILE_LACKING : MOST).toNanos();
        long nanos = Math.min(most, Math.min(budget.remainingNanos(), client.patienceNanos()) / 2);
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) / waits);
    }

    /** Takes in what was answered to {@link #sent}, after scripts that did their work. */
    void learn(List<Response<Long>> waits) {
        long acknowledged = Long.MAX_VALUE;
        try {
            for (Response<Long> wait : waits) {
                acknowledged = Math.min(acknowledged, wait.get());
            }
        } catch (JedisDataException e) {
            lacks("WAIT is refused (" + e.getMessage()
                    + "), so that nobody knows whether replicas have an invalidation;"
                    + " grant +wait to this user, or set " + KEY + "=0");
            return;
        }
        if (acknowledged < replicas) {
            lacks(acknowledged + " of " + replicas + " replicas acknowledged an invalidation in time: it holds, and is"
                    + " forgotten if Redis fails over before they have it; bring replicas back, or lower " + KEY);
        } else if (lacking.get() && lacking.compareAndSet(true, false)) {
            LOG.log(LogMessage.REPLICAS_ACKNOWLEDGE.with(client));
        }
    }

    private void lacks(String what) {
        if (!lacking.get() && lacking.compareAndSet(false, true)) {
            LOG.log(LogMessage.REPLICAS_LACK.saying(client + ": " + what));
        }
    }
}
