// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Barrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A crowd behind a load that hangs: one of them loads in its place, and the others wait for that one. */
class TakeOverTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final int CROWD = 20;

    private final Fixture fixture =
            new Fixture("cachex.wait-timeout", "3s", "cachex.lease.ttl", "600ms", "cachex.lease.renew", "200ms");
    private final CacheHandler here = fixture.here;
    private final Barrier hanging = new Barrier();
    private final Barrier second = new Barrier();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        hanging.open();
        second.open();
        fixture.close();
    }

    private String load() {
        int load = loads.incrementAndGet();
        if (load == 1) {
            hanging.arrive();
        } else {
            second.arrive();
        }
        return "load " + load;
    }

    /** The patience of all with the first load ends, though not that with the second. */
    private void nobodyElseLoads() {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .during(Duration.ofMillis(100))
                .until(() -> loads.get() == 2);
    }

    @Test
    void crowdBehindAHangingLoad_loadsOnceMore() throws Exception {
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::load));
        hanging.await();
        List<Future<String>> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(fixture.async(() -> here.fetch(KEY, this::load)));
        }
        second.await();
        nobodyElseLoads();
        second.open();
        for (Future<String> follower : crowd) {
            assertThat(follower.get()).isEqualTo("load 2");
        }
        assertThat(loads).hasValue(2);
        hanging.open();
        assertThat(leader.get()).isEqualTo("load 1");
    }

    @Test
    void asynchronousCrowdBehindAHangingLoad_loadsOnceMore() throws Exception {
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::load));
        hanging.await();
        List<CompletableFuture<String>> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(here.fetchAsync(KEY, CacheOptions.defaults(), () -> CompletableFuture.supplyAsync(this::load))
                    .toCompletableFuture());
        }
        second.await();
        nobodyElseLoads();
        second.open();
        for (CompletableFuture<String> follower : crowd) {
            assertThat(follower.get()).isEqualTo("load 2");
        }
        assertThat(loads).hasValue(2);
        hanging.open();
        assertThat(leader.get()).isEqualTo("load 1");
    }

    @Test
    void whoWouldWaitOnForAHangingLoad_isGivenWhatTookItsPlaceCameTo() throws Exception {
        CacheOptions patient = CacheOptions.defaults().waitTimeout(Duration.ofHours(1));
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::load));
        hanging.await();
        CountDownLatch asking = new CountDownLatch(1);
        Future<String> waiting = fixture.async(() -> {
            asking.countDown();
            return here.fetch(KEY, patient, this::load);
        });
        CompletableFuture<String> later = here.fetchAsync(KEY, patient, () -> CompletableFuture.supplyAsync(this::load))
                .toCompletableFuture();
        Future<String> impatient = fixture.async(() -> here.fetch(KEY, this::load));
        second.await();
        asking.await();
        second.open();
        assertThat(impatient.get()).isEqualTo("load 2");
        assertThat(waiting.get()).isEqualTo("load 2");
        assertThat(later.get()).isEqualTo("load 2");
        assertThat(loads).hasValue(2);
        hanging.open();
        assertThat(leader.get()).isEqualTo("load 1");
    }
}
