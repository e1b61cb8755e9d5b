// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.util.Pool;

/** The link on a connection of the application's pool, which goes with the pool. */
class PoolSubscriberTest extends OnRedis {
    private final ConnectionPool pool = pool();
    private final ConnectionPool next = pool();
    private final AtomicReference<@Nullable Pool<Connection>> current = new AtomicReference<>(pool);
    private final StandInNode client = new StandInNode(Place.NOWHERE);
    private final PoolSubscriber subscriber = new PoolSubscriber(client, new Source());
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private static ConnectionPool pool() {
        return new ConnectionPool(
                new HostAndPort(redis.hostName(), redis.port()),
                DefaultJedisClientConfig.builder().build());
    }

    @AfterEach
    void closePools() {
        pool.close();
        next.close();
    }

    /** Has the pool that the client uses now. */
    private final class Source implements PoolSource {
        @Override
        public Pool<Connection> get() {
            Pool<Connection> known = current.get();
            if (known == null) {
                throw new ConnectGate.NotDialled("not known yet");
            }
            return known;
        }
    }

    /** Notes what it is told. */
    private final class Listener implements Subscriber.SubscriptionListener {
        @Override
        public void opened() {
            heard.add("opened");
        }

        @Override
        public void subscribed(String channel) {
            heard.add("subscribed " + channel);
        }

        @Override
        public void message(String channel, byte[] message) {
            heard.add("message");
        }

        @Override
        public void beaten(String text) {
            heard.add("beaten " + text);
        }
    }

    private CompletableFuture<Void> listening() {
        CompletableFuture<Void> ended = CompletableFuture.runAsync(
                () -> subscriber.listen("home", new Listener()), task -> new Thread(task).start());
        await().until(() -> heard.contains("subscribed home"));
        return ended;
    }

    @Test
    void hungUp_givesItsConnectionUp() {
        CompletableFuture<Void> listening = listening();
        assertThat(pool.getNumActive()).isEqualTo(1);

        subscriber.hangUp();

        await().until(listening::isDone);
        await().until(() -> pool.getNumActive() == 0);
        await().until(() -> plain.publish("home", "anybody?") == 0);
    }

    @Test
    void hungUpBefore_listensToNothing() {
        subscriber.hangUp();
        subscriber.listen("home", new Listener());

        assertThat(heard).isEmpty();
        assertThat(pool.getNumActive()).isZero();
    }

    @Test
    void beatOfAClientThatLeftThePool_leavesItToo() {
        CompletableFuture<Void> listening = listening();
        current.set(next);

        subscriber.beat("1");

        await().until(listening::isDone);
        assertThat(client.asked)
                .as("nothing is sent to the server that was left")
                .isEmpty();
    }

    @Test
    void beatWhileTheNewServerIsNotKnown_leavesTheOldOne() {
        CompletableFuture<Void> listening = listening();
        current.set(null);

        subscriber.beat("1");

        await().until(listening::isDone);
    }
}
