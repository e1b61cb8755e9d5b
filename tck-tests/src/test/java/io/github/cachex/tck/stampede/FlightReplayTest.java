// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.backend.redis.RedisBackend;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.tck.model.Bug;
import io.github.cachex.tck.model.Replays;
import io.github.cachex.tck.redis.Gates;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/**
 * Counterexamples of the flight model: C leads, W changes the source and invalidates from elsewhere, B asks then and follows. The
 * link of their JVM is silent, so that nothing but the times can tell what is too old.
 */
class FlightReplayTest extends OverRedis {
    private static final CacheKey<Integer> KEY = CacheKey.of("key", Integer.class);

    private final AtomicInteger source = new AtomicInteger();
    private Gates gates;
    private CacheHandler here;
    private CacheHandler elsewhere;

    @BeforeEach
    void openNodes() {
        source.set(1);
        gates = new Gates();
        Link link = link();
        link.becomeForListeners(Link.State.SILENT);
        CacheBackend backend = RedisBackend.over(closing(RedisClient.create(link.uri())));
        here = closing(CacheHandler.builder()
                .name("tested")
                .prefix("tck")
                .version("1")
                .backend(gates.around(closing(backend)))
                .build());
        elsewhere = node();
    }

    private int fetch(IntSupplier loader) {
        return here.<Integer, RuntimeException>fetch(KEY, loader::getAsInt);
    }

    private void change() {
        source.set(2);
        assertThat(elsewhere.invalidate(KEY.id()).isApplied()).isTrue();
    }

    /** Returns a fetch that is under way, and waits for another. */
    private static FutureTask<Integer> following(IntSupplier fetch) {
        FutureTask<Integer> task = new FutureTask<>(fetch::getAsInt);
        Thread thread = new Thread(task, "follower");
        thread.start();
        WaitingThreads.await(thread, CompletableFuture.class);
        return task;
    }

    private static int answer(FutureTask<Integer> fetch) throws Exception {
        return fetch.get(30, TimeUnit.SECONDS);
    }

    /** C loads 1 and is held where its loader ends; then the change; B asks. */
    private int whoAsksDuringAnOldLoad(Flights flights) throws Exception {
        Barrier loading = new Barrier();
        FutureTask<Integer> leader = new FutureTask<>(() -> flights.fetch(() -> {
            int loaded = source.get();
            loading.arrive();
            return loaded;
        }));
        new Thread(leader, "leader").start();
        loading.await();
        change();
        FutureTask<Integer> follower = following(() -> flights.fetch(source::get));
        loading.open();
        assertThat(answer(leader)).as("who asked before").isEqualTo(1);
        return answer(follower);
    }

    interface Flights {
        int fetch(IntSupplier loader);
    }

    @Test
    @Replays(Bug.FOLLOWER_TAKES_ANYTHING)
    void whoAsksAfterAnInvalidation_isNotGivenTheLoadThatBeganBefore() throws Exception {
        assertThat(whoAsksDuringAnOldLoad(this::fetch)).isEqualTo(2);
    }

    /** The control: what one writes first, a map of futures. */
    @Test
    void mapOfFutures_givesTheLoadThatBeganBefore() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CompletableFuture<Integer> flight = new CompletableFuture<>();
        Flights map = loader -> {
            if (loads.getAndIncrement() == 0) {
                flight.complete(loader.getAsInt());
            }
            return flight.join();
        };
        assertThat(whoAsksDuringAnOldLoad(map)).isEqualTo(1);
    }

    @Test
    @Replays(Bug.RIGHT_WHEN_THE_LOAD_ENDED)
    void whoAsksAfterAnOldLoadWasRefused_isNotGivenIt() throws Exception {
        Barrier refused = gates.holdAnswer("store");
        FutureTask<Integer> leader = new FutureTask<>(() -> fetch(() -> {
            int loaded = source.get();
            change();
            return loaded;
        }));
        new Thread(leader, "leader").start();
        refused.await();
        assertThat(elsewhere.get(KEY)).as("refused").isEmpty();
        FutureTask<Integer> follower = following(() -> fetch(source::get));
        refused.open();
        assertThat(answer(leader)).as("who asked before").isEqualTo(1);
        assertThat(answer(follower)).isEqualTo(2);
    }

    @Test
    @Replays(Bug.CONFIRMED_AT_ARRIVAL)
    void whoAsksBetweenAStoreAndItsAnswer_isNotGivenWhatWasInvalidatedInBetween() throws Exception {
        Barrier stored = gates.holdAnswer("store");
        FutureTask<Integer> leader = new FutureTask<>(() -> fetch(source::get));
        new Thread(leader, "leader").start();
        stored.await();
        assertThat(elsewhere.get(KEY)).as("stored").contains(1);
        change();
        FutureTask<Integer> follower = following(() -> fetch(source::get));
        stored.open();
        assertThat(answer(leader)).as("who asked before").isEqualTo(1);
        assertThat(answer(follower)).isEqualTo(2);
    }
}
