// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.tck.model.Bug;
import io.github.cachex.tck.model.Replays;
import io.github.cachex.tck.redis.Gates;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Barrier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Counterexamples of the near model: A keeps what it reads, W changes and invalidates from elsewhere. */
class NearReplayTest extends OverRedis {
    private static final CacheKey<Integer> KEY = CacheKey.of("key", Integer.class);
    private static final CacheKey<Integer> OTHER = CacheKey.of("other", Integer.class);
    private static final CacheOptions LONG = CacheOptions.ttl("1h");

    private Gates gates;
    private Link link;
    private CacheHandler a;
    private CacheHandler w;

    @BeforeEach
    void openNodes() {
        gates = new Gates();
        link = link();
        RedisBackend backend = closing(RedisBackend.over(closing(RedisClient.create(link.uri()))));
        a = closing(CacheHandler.builder()
                .name("tested")
                .prefix("tck")
                .version("1")
                .backend(gates.around(backend))
                .build());
        w = node();
        w.put(KEY, 1, LONG);
        w.put(OTHER, 1, LONG);
        awaitLink(true);
    }

    private void awaitLink(boolean up) {
        Awaitility.await("the link").until(() -> a.stats().linkUp() == up);
    }

    private int fetch(CacheKey<Integer> key, int source) {
        return a.<Integer, RuntimeException>fetch(key, LONG, () -> source);
    }

    private void awaitKept(CacheKey<Integer> key) {
        Awaitility.await("kept").until(() -> {
            long before = a.stats().nearHits();
            fetch(key, 1);
            return a.stats().nearHits() > before;
        });
    }

    /** W invalidates; returns when A has heard of it: it no longer serves what was changed later. */
    private void invalidateAndLetAHear() {
        awaitKept(OTHER);
        invalidate();
        w.put(OTHER, 2, LONG);
        Awaitility.await("heard").until(() -> fetch(OTHER, 2) == 2);
    }

    private void invalidate() {
        assertThat(w.invalidate(KEY.id()).isApplied()).isTrue();
    }

    /** A reads before {@code change} and keeps what it read after it. */
    private void assertNotServedWhereKeptAfter(Runnable change) throws Exception {
        Barrier read = gates.holdAnswer("read");
        FutureTask<Integer> fill = new FutureTask<>(() -> fetch(KEY, 1));
        new Thread(fill, "fill").start();
        read.await();
        change.run();
        end(fill, read);
        assertThat(fetch(KEY, 2)).isEqualTo(2);
    }

    private static void end(FutureTask<?> task, Barrier barrier) throws Exception {
        barrier.open();
        task.get(30, TimeUnit.SECONDS);
    }

    @Test
    @Replays(Bug.FILLED_WITHOUT_STAMP)
    void valueReadBeforeAChangeAndKeptAfterIt_isNotServed() throws Exception {
        assertNotServedWhereKeptAfter(this::invalidateAndLetAHear);
    }

    /** The control: a map, from which is taken what the link tells of. */
    @Test
    void mapThatIsFilledAfterTheChange_servesWhatWasReadBefore() {
        Map<String, Integer> near = new ConcurrentHashMap<>();
        int read = w.get(KEY).orElseThrow();
        invalidate();
        near.remove(KEY.id());
        near.put(KEY.id(), read);
        assertThat(near.computeIfAbsent(KEY.id(), id -> 2)).isEqualTo(1);
    }

    @Test
    @Replays(Bug.FILLED_ACROSS_A_GAP)
    void valueReadBeforeAGapAndKeptAfterIt_isNotServed() throws Exception {
        assertNotServedWhereKeptAfter(this::gap);
    }

    @Test
    @Replays(Bug.GAP_WITHOUT_GENERATION)
    void valueKeptBeforeAGap_isNotServedAfterIt() {
        awaitKept(KEY);
        gap();
        assertThat(fetch(KEY, 2)).isEqualTo(2);
    }

    /** A hears nothing while W invalidates. */
    private void gap() {
        link.becomeForListeners(Link.State.REFUSING);
        awaitLink(false);
        invalidate();
        link.becomeForListeners(Link.State.UP);
        awaitLink(true);
    }

    @Test
    @Replays(Bug.PUT_FILLS_NEAR)
    void putOfWhichTheAnswerComesAfterAnInvalidation_isNotServed() throws Exception {
        Barrier written = gates.holdAnswer("write");
        FutureTask<Integer> put = new FutureTask<>(() -> a.put(KEY, 2, LONG), 2);
        new Thread(put, "put").start();
        written.await();
        assertThat(w.get(KEY)).contains(2);
        invalidateAndLetAHear();
        end(put, written);
        assertThat(fetch(KEY, 3)).isEqualTo(3);
    }
}
