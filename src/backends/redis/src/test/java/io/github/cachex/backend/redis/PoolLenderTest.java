// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.ManualClock;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

class PoolLenderTest {
    private final ScriptedPool pool = new ScriptedPool();
    /** No time passes, so that the gate stays shut after a failure. */
    private final ConnectGate gate = new ConnectGate(ManualClock.create()::nanos);

    private final PoolLender lender = new PoolLender(() -> pool, gate);

    @AfterEach
    void close() {
        lender.close();
        pool.close();
    }

    /** A pool of the application's own making, with connections that lead nowhere. */
    private static final class ScriptedPool extends ConnectionPool {
        private Exception failure;
        private RuntimeException failureOfReturns;
        private final CountDownLatch begun = new CountDownLatch(1);
        private CountDownLatch ready = new CountDownLatch(0);

        ScriptedPool() {
            super(new BasePooledObjectFactory<>() {
                @Override
                public Connection create() {
                    return new Connection();
                }

                @Override
                public PooledObject<Connection> wrap(Connection made) {
                    return new DefaultPooledObject<>(made);
                }
            });
        }

        @Override
        public Connection borrowObject(Duration wait) throws Exception {
            begun.countDown();
            uninterrupted(ready);
            if (failure != null) {
                throw failure;
            }
            return super.borrowObject(wait);
        }

        private static void uninterrupted(CountDownLatch latch) throws Exception {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void returnResource(Connection connection) {
            super.returnResource(connection);
            if (failureOfReturns != null) {
                throw failureOfReturns;
            }
        }

        @Override
        public void clear() {
            if (failureOfReturns != null) {
                throw failureOfReturns;
            }
            super.clear();
        }
    }

    private LentConnection lend(Duration budget) {
        try (CallScope call = CallScope.bind(CallBudget.of(budget))) {
            return lender.lend(false);
        }
    }

    private LentConnection lend() {
        return lend(Duration.ofMinutes(1));
    }

    @Test
    void connectionThatIsTakenBack_isThePoolsAgain() {
        LentConnection lent = lend();
        assertThat(pool.getNumActive()).isEqualTo(1);

        lender.takeBack(lent);

        assertThat(pool.getNumActive()).isZero();
        assertThat(pool.getNumIdle()).isEqualTo(1);
    }

    @Test
    void poolThatFailsInAWayOfItsOwn_isSaid() {
        pool.failure = new SocketTimeoutException("odd");
        assertThatThrownBy(this::lend)
                .isInstanceOf(JedisException.class)
                .hasMessage("no connection could be had from the client's pool")
                .hasRootCauseMessage("odd");

        pool.failure = new JedisException("refused");
        assertThatThrownBy(this::lend).isSameAs(pool.failure);
    }

    @Test
    void poolThatHasNoneFree_isSaidWithTheRemedy() {
        pool.failure = new NoSuchElementException();

        assertThatThrownBy(this::lend).isInstanceOf(NotDialled.class).hasMessageContaining("setMaxTotal");
    }

    @Test
    void poolThatCannotConnect_isNotAskedAgainForAMoment() {
        pool.failure = new JedisConnectionException("failed", new SocketTimeoutException("Connect timed out"));
        assertThatThrownBy(this::lend).isInstanceOf(NotDialled.class).hasMessage("cannot connect: Connect timed out");

        pool.failure = null;
        assertThatThrownBy(this::lend).hasMessageContaining("not dialled again yet");
    }

    @Test
    void poolThatIsNotReadyInTime_isSaidAndNotHeldAgainstItForOthers() {
        pool.ready = new CountDownLatch(1);

        NotDialled failure = catchThrowableOfType(NotDialled.class, () -> lend(Duration.ofMillis(20)));
        assertThat(failure).hasMessageContaining("no connection of the client was ready in time");

        pool.ready.countDown();
        lender.takeBack(lend());
    }

    @Test
    void fullPoolThatGivesNothingInTime_isSaidToBeFull() throws Exception {
        pool.setMaxTotal(1);
        pool.setTestOnBorrow(true);
        pool.addObject();
        pool.ready = new CountDownLatch(1);

        assertThatThrownBy(() -> lend(Duration.ofMillis(20)))
                .isInstanceOf(NotDialled.class)
                .hasMessageContaining("setMaxTotal");

        pool.ready.countDown();
    }

    @Test
    void interruptedWhileThePoolConnects_leavesAtOnceAndTheConnectionGoesBack() throws Exception {
        pool.ready = new CountDownLatch(1);
        CompletableFuture<Throwable> left = new CompletableFuture<>();
        Thread waiting = new Thread(() -> left.complete(catchThrowableOfType(JedisException.class, this::lend)));
        waiting.start();
        pool.begun.await();

        waiting.interrupt();

        assertThat(left.get(1, TimeUnit.MINUTES)).hasMessage("interrupted while waiting for a connection");
        pool.ready.countDown();
        Awaitility.await().until(() -> pool.getNumIdle() == 1);
    }

    @Test
    void poolThatTakesNothingBack_isNoFailureOfTheCall() {
        try (RedisLog log = new RedisLog()) {
            LentConnection lent = lend();
            pool.failureOfReturns = new IllegalStateException("closed");

            lender.takeBack(lent);
            lender.dropIdle();

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("did not take a connection back"))
                    .anyMatch(line -> line.contains("was not cleared"));
            pool.failureOfReturns = null;
        }
    }

    @Test
    void callWhoseBudgetIsSpent_sendsNothing() {
        LentConnection lent = lend();
        try (CallScope call = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            assertThatThrownBy(lent::pipelined)
                    .isInstanceOf(JedisConnectionException.class)
                    .hasRootCauseMessage("the budget is spent");
            assertThat(call.wasSent()).isFalse();
        }
        lender.takeBack(lent);
    }

    @Test
    void threadWithoutACall_hasNoConnection() {
        assertThatThrownBy(CallScope::lent).isInstanceOf(IllegalStateException.class);
    }
}
