// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Elapsed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a caller waits for another caller of its JVM. */
class FollowerPatienceTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Fixture fixture =
            new Fixture("cachex.wait-timeout", "400ms", "cachex.lease.ttl", "150ms", "cachex.lease.renew", "30ms");
    private final CacheHandler here = fixture.here;
    private final Barrier elsewhere = new Barrier();
    private final Barrier hanging = new Barrier();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        elsewhere.open();
        hanging.open();
        fixture.close();
    }

    /** The first load hangs. */
    private String load() {
        int load = loads.incrementAndGet();
        if (load == 1) {
            hanging.arrive();
        }
        return "load " + load;
    }

    @Test
    void leaderThatWasInItsLoaderAllTheTime_isAwaitedOnce() throws Exception {
        fixture.async(() -> here.fetch(KEY, this::load));
        hanging.await();
        Elapsed elapsed = Elapsed.start();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 2");
        elapsed.isWithin(PATIENCE);
    }

    @Test
    void leaderOfATimedLoad_isAwaitedOnce() throws Exception {
        CacheOptions timed = CacheOptions.defaults().hardTimeout("1h");
        fixture.async(() -> here.fetch(KEY, timed, this::load));
        hanging.await();
        assertThat(here.fetch(KEY, this::load)).isEqualTo("load 2");
    }

    @Test
    void leaderThatHasWaitedForAnotherJvm_isNotOvertakenBesideItsLoad() throws Exception {
        fixture.async(() -> fixture.there.fetch(KEY, () -> {
            elsewhere.arrive();
            return "elsewhere";
        }));
        elsewhere.await();
        Future<String> leader = fixture.async(() -> here.fetch(KEY, this::load));
        Awaitility.await().until(() -> fixture.backend.calls(BackendOperation.ACQUIRE) > 0);
        CompletableFuture<String> follower = here.fetchAsync(
                        KEY, CacheOptions.defaults(), () -> CompletableFuture.supplyAsync(this::load))
                .toCompletableFuture();
        Future<String> waiting = fixture.async(() -> here.fetch(KEY, this::load));
        hanging.await();
        // Their patience with the other JVM ends with that of the leader, which has only just begun.
        assertThat(loads).hasValue(1);
        hanging.open();
        assertThat(leader.get(1, TimeUnit.MINUTES)).isEqualTo("load 1");
        assertThat(follower.get(1, TimeUnit.MINUTES)).isIn("load 1", "load 2");
        assertThat(waiting.get(1, TimeUnit.MINUTES)).isIn("load 1", "load 2");
        assertThat(loads.get()).isLessThanOrEqualTo(2);
    }
}
