// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.Proxy.Mode;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.LeaseStore.LeaseState;
import io.github.cachex.spi.LeaseStore.Release;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeUpsTest implements BackendUnderTest {
    private final RedisServer redis = RedisServer.start();
    private final RedisBackend loading = Backends.on(redis);
    private final Queue<String> woken = new ConcurrentLinkedQueue<>();
    private RedisBackend waiting = Backends.on(redis);

    @BeforeEach
    void listen() {
        waiting.leases().orElseThrow().onWake(woken::add);
    }

    @AfterEach
    void close() {
        waiting.close();
        loading.close();
        redis.close();
    }

    @Override
    public CacheBackend backend() {
        return loading;
    }

    /** Waits for {@code key} in another JVM while this one holds its lease. */
    private LeaseState awaits(EntryKey key, long token) {
        acquire(key, token);
        LeaseRequest request = new LeaseRequest(newId(), LONG, StoredEntry.UNREADABLE);
        return waiting.leases().orElseThrow().acquire(key, request, budget()).lease();
    }

    /** Returns the names of the channels that someone listens on. */
    private String channels() {
        return Raw.command(redis.port(), "PUBSUB CHANNELS *");
    }

    /** Ends waits of this JVM until one of them is heard of: a message takes its time after its command was answered. */
    private void awaitWakeUp() {
        Set<String> ended = new HashSet<>();
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
            EntryKey key = newKey();
            long token = newId();
            awaits(key, token);
            leases().release(key, token, Release.ABANDONED, LONG, budget());
            ended.add(key.value());
            return ended.stream().anyMatch(woken::contains);
        });
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("cachex-redis")
                        || thread.getName().startsWith("commons-pool"))
                .count();
    }

    @Test
    void beforeAnyoneWaits_thereIsNoLink() {
        EntryKey key = newKey();
        acquire(key, newId());
        waiting.read(key, budget());

        assertThat(channels()).doesNotContain(":wake:");
    }

    @Test
    void link_listensUnderTheNameOfItsNamespace() {
        EntryKey key = newKey();
        assertThat(awaits(key, newId())).isEqualTo(LeaseState.BUSY);

        Awaitility.await().until(() -> channels().contains(key.namespace() + ":wake:"));
    }

    /** What was published before the subscription stood was heard by nobody. */
    @Test
    void wakeUpBeforeTheLinkStands_isGivenWhenItDoes() {
        Barrier subscribing = new Barrier();
        Subscriber slow = new QuietSubscriber() {
            @Override
            public void listen(String home, SubscriptionListener listener) {
                subscribing.arrive();
                listener.subscribed(home);
            }
        };
        EntryKey key = newKey();
        SharedState shared = SharedState.fresh(0);
        try (RedisLink link = new RedisLink(() -> slow, shared, () -> Long.MAX_VALUE, SlotFilter.ALL)) {
            shared.waking().onWake(woken::add);
            link.awaits(key);
            subscribing.await();
            assertThat(woken).isEmpty();
            subscribing.open();

            Awaitility.await().until(() -> woken.contains(key.value()));
        }
    }

    @Test
    void secondNamespace_isHeardToo() {
        awaitWakeUp();
        EntryKey key = new EntryKey("another:7", "contract", newKey().id());
        long token = newId();
        awaits(key, token);
        Awaitility.await().until(() -> channels().contains("another:7:wake:"));
        leases().store(key, entry(token, "loaded"), budget());

        Awaitility.await().until(() -> woken.contains(key.value()));
    }

    @Test
    void jvmThatDoesNotWait_isLeftAlone() {
        awaitWakeUp();
        woken.clear();
        EntryKey other = newKey();
        long token = newId();
        acquire(other, token);
        leases().store(other, entry(token, "loaded"), budget());
        EntryKey awaited = newKey();
        long second = newId();
        awaits(awaited, second);
        leases().store(awaited, entry(second, "loaded"), budget());

        Awaitility.await().until(() -> woken.contains(awaited.value()));
        assertThat(woken).doesNotContain(other.value());
    }

    @Test
    void sinkThatFails_doesNotEndTheLink() {
        waiting.leases().orElseThrow().onWake(key -> {
            woken.add(key);
            throw new IllegalStateException("not taken");
        });

        awaitWakeUp();
        woken.clear();
        awaitWakeUp();
    }

    @Test
    void restartedRedis_isListenedToAgain() {
        awaitWakeUp();
        redis.restart();
        woken.clear();
        // Every fetch reads first: a read finds that the connections broke and is sent again, which an acquire is not.
        // Where the link
        // met the Redis that was away, nobody dials for a moment.
        for (RedisBackend backend : List.of(loading, waiting)) {
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(CacheConnectionException.class)
                    .until(() -> backend.read(newKey(), budget()).isEmpty());
        }

        awaitWakeUp();
    }

    /** Lets the waiting side hear through {@code proxy}, and returns how many connections that took. */
    private int waitThrough(Proxy proxy) {
        waiting.close();
        waiting = Backends.at(proxy.uri());
        listen();
        awaitWakeUp();
        return proxy.connections();
    }

    /** Nothing is refused and nothing breaks: only the missing heartbeat tells. */
    @Test
    void silentConnection_isNoticedAndReplaced() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            int before = waitThrough(proxy);
            proxy.mode(Mode.SWALLOW);

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> proxy.connections() > before);

            proxy.mode(Mode.PASS);
            woken.clear();
            awaitWakeUp();
        }
    }

    @Test
    void quietLink_isKeptByItsHeartbeat() throws Exception {
        try (Proxy proxy = Proxy.before(redis.port())) {
            int before = waitThrough(proxy);

            pass(Duration.ofMillis(4_500));

            assertThat(proxy.connections()).isEqualTo(before);
            woken.clear();
            awaitWakeUp();
        }
    }

    @Test
    void close_endsThreadsAndConnections() {
        awaitWakeUp();
        assertThat(threads()).isPositive();

        waiting.close();
        loading.close();

        Awaitility.await().until(() -> threads() == 0);
        assertThat(Raw.command(redis.port(), "CLIENT LIST")).doesNotContain("name=cachex");
    }

    @Test
    void closeWhileRedisIsAway_endsTheThread() {
        awaitWakeUp();
        redis.stop();

        waiting.close();
        loading.close();

        Awaitility.await().until(() -> threads() == 0);
    }
}
