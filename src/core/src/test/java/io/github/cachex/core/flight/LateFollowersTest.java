// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.flight;

import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.fresh;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.flight.LateFollowers.Late;
import io.github.cachex.core.stage.FakeOutbox;
import io.github.cachex.core.stage.FakeReader;
import io.github.cachex.core.stage.Fallback;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Finding.Stale;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.WaitingThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LateFollowersTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Barrier looking = new Barrier();
    private final CacheTelemetry telemetry = new CacheTelemetry(List.of());
    private final FakeReader reader = new FakeReader();
    private final FakeOutbox outbox = new FakeOutbox();
    private final LateFollowers followers =
            new LateFollowers(reader, outbox, new Fallback(telemetry, call -> {}), telemetry);
    private final Flight running = new Flight(call());

    @AfterEach
    void close() {
        looking.open();
        threads.shutdownNow();
    }

    private static Finding staleFinding() {
        return new Stale(null, new StaleValue(7, SharedValue.one("old"), call().asked()), false);
    }

    private static Object served(Late late) {
        return late.instead().map(Known::value).orElse("nothing");
    }

    @Test
    void staleValueThatTheLookFinds_isServed() {
        reader.find(asked -> staleFinding());
        assertThat(served(followers.at(Limit.SOFT, running, call()))).isEqualTo("old");
    }

    /** What the backend holds is older than the invalidation that it has yet to get. */
    @Test
    void backend_isNotLookedAtWhileAnInvalidationIsQueued() {
        reader.find("old");
        outbox.pend();
        Late late = followers.at(Limit.SOFT, running, call());
        assertThat(served(late)).isEqualTo("nothing");
        assertThat(late.call().isWithoutBackend()).isTrue();
        assertThat(reader.reads()).isZero();
    }

    /** One of two that follow was there before an invalidation, and looks for long; the other one came after it. */
    @Test
    void lookFromBeforeTheQuestion_isNotShared() throws Exception {
        for (Supplier<Finding> before :
                List.<Supplier<Finding>>of(LateFollowersTest::staleFinding, () -> fresh("old"))) {
            Barrier held = new Barrier();
            reader.find(asked -> {
                reader.find(another -> Missing.UNREAD);
                Finding found = before.get();
                held.arrive();
                return found;
            });
            FetchCall early = call();
            Future<Late> first = threads.submit(() -> followers.at(Limit.SOFT, running, early));
            held.await();
            FetchCall later = call();
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            Future<Late> second = threads.submit(() -> {
                thread.complete(Thread.currentThread());
                return followers.at(Limit.SOFT, running, later);
            });
            WaitingThreads.await(thread.get(1, TimeUnit.MINUTES), Flight.class);
            held.open();
            assertThat(served(first.get(1, TimeUnit.MINUTES))).isEqualTo("old");
            assertThat(served(second.get(1, TimeUnit.MINUTES))).isEqualTo("nothing");
        }
    }

    @Test
    void lookFromAfterTheQuestion_isShared() throws Exception {
        reader.find(asked -> {
            looking.arrive();
            return staleFinding();
        });
        FetchCall early = call();
        FetchCall later = stale(call());
        Future<Late> first = threads.submit(() -> followers.at(Limit.SOFT, running, early));
        looking.await();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<Late> second = threads.submit(() -> {
            thread.complete(Thread.currentThread());
            return followers.at(Limit.SOFT, running, later);
        });
        WaitingThreads.await(thread.get(1, TimeUnit.MINUTES), Flight.class);
        looking.open();
        assertThat(served(first.get(1, TimeUnit.MINUTES))).isEqualTo("old");
        assertThat(served(second.get(1, TimeUnit.MINUTES))).isEqualTo("old");
        assertThat(reader.reads()).isEqualTo(1);
    }
}
