// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/**
 * The application's client, of which the connections are used, made as it makes them, and which is left open. Each step borrows one,
 * waits for it and for each answer no longer than its budget lasts, and gives it back as it was.
 */
final class ApplicationClient extends HandedInClient {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    /** For what is said outside of any call, as the link does. */
    private static final Duration SAY_BUDGET = Duration.ofSeconds(1);

    private final PoolLender lender;
    private final PoolSource pools;
    private final UnifiedJedis resp2 = new LentJedis(RedisProtocol.RESP2);
    private final UnifiedJedis resp3 = new LentJedis(RedisProtocol.RESP3);
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile long patienceNanos = Long.MAX_VALUE;

    /**
     * Creates one for {@code jedis}.
     *
     * @param pools has the pool that the client uses at the time
     */
    ApplicationClient(UnifiedJedis jedis, PoolSource pools) {
        super(jedis);
        this.pools = pools;
        this.lender = new PoolLender(pools, new ConnectGate());
    }

    @Override
    public <T> T run(Function<UnifiedJedis, T> step) {
        return run(step, false);
    }

    @Override
    public <T> T runAsking(Function<UnifiedJedis, T> step) {
        return run(step, true);
    }

    private <T> T run(Function<UnifiedJedis, T> step, boolean asking) {
        CallScope call = CallScope.current();
        if (call == null) {
            try (CallScope brief = CallScope.bind(CallBudget.of(SAY_BUDGET))) {
                return run(step, asking);
            }
        } else if (call.isLent()) {
            return step.apply(over(CallScope.lent()));
        }
        long left = CallScope.nanosLeft(Long.MAX_VALUE);
        int generation = watch().generation();
        LentConnection lent = lender.lend(asking);
        call.lend(lent);
        try {
            learn(lent.timeout(), left);
            return step.apply(over(lent));
        } finally {
            call.lend(null);
            if (watch().generation() != generation) {
                // Its server is not the one to ask any more.
                lent.connection().setBroken();
            }
            lender.takeBack(lent);
        }
    }

    private UnifiedJedis over(LentConnection lent) {
        return lent.connection().getRedisProtocol() == RedisProtocol.RESP3 ? resp3 : resp2;
    }

    /** Takes note of the client's own time-out, and of whether it is longer than the whole budget of the first call. */
    private void learn(int timeout, long budget) {
        long nanos = timeout == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeout);
        if (nanos != patienceNanos) {
            patienceNanos = nanos;
        }
        if (!used.get() && used.compareAndSet(false, true) && nanos > budget) {
            LOG.log(LogMessage.CLIENT_WAITS_LONG.with(timeout == 0 ? "without end" : timeout + "ms"));
        }
    }

    @Override
    public Place place() {
        return pools.place();
    }

    @Override
    public void moveTo(Place place) {
        pools.moveTo(place);
    }

    @Override
    public long patienceNanos() {
        return patienceNanos;
    }

    @Override
    public void dropIdle() {
        // One was closed while it lay idle, so the others most likely were as well.
        lender.dropIdle();
    }

    @Override
    public void giveUpIdle() {
        lender.dropIdle();
    }

    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        return call.wasSent();
    }

    @Override
    public Subscriber subscriber() {
        return new PoolSubscriber(this, pools);
    }

    @Override
    public void close() {
        // The client stays the application's.
        lender.close();
    }
}
