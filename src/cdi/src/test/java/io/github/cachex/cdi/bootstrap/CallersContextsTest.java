// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads that move to another thread where MicroProfile Context Propagation is there. */
class CallersContextsTest {
    /** One for each request. */
    @RequestScoped
    public static class Visit {
        private static final AtomicInteger MADE = new AtomicInteger();
        private final int number = MADE.incrementAndGet();

        /** Returns which it is. */
        public int number() {
            return number;
        }
    }

    /** What a load saw around it. */
    public record Seen(String tenant, String transaction, int visit, String thread, boolean ofTheApplication) {}

    /** Loads, and looks around. */
    @ApplicationScoped
    public static class Loads {
        private final Queue<Seen> refreshed = new ConcurrentLinkedQueue<>();

        @Inject
        Visit visit;

        @Inject
        Loads self;

        @Inject
        @Cachex("loads")
        CacheHandler cache;

        private Seen look() {
            Thread thread = Thread.currentThread();
            return new Seen(
                    Tenant.current(),
                    Tenant.transaction(),
                    visit.number(),
                    thread.getName(),
                    thread.getContextClassLoader() == Loads.class.getClassLoader());
        }

        /** Loads with a timeout, and so in the background. */
        @CachexFetch(hardTimeout = "60s")
        public Seen bounded(String id) {
            return look();
        }

        /** Is refreshed in the background by nearly each call. */
        @ActivateRequestContext
        @CachexFetch(ttl = "1h", refreshAhead = "0.000001")
        public int refreshed() {
            refreshed.add(look());
            return 1;
        }

        /** Returns what the loads of {@link #refreshed} saw. */
        public List<Seen> seen() {
            return List.copyOf(refreshed);
        }

        /** Returns the visit of the caller, and what its asynchronous load saw. */
        @ActivateRequestContext
        public Map.Entry<Integer, Seen> later() throws Exception {
            int mine = visit.number();
            Seen seen = cache.fetchAsync(
                            CacheKey.of("later", Seen.class),
                            CacheOptions.defaults(),
                            () -> CompletableFuture.completedFuture(look()))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return Map.entry(mine, seen);
        }

        /** Returns the visit of the caller, and what its bounded load saw. */
        @ActivateRequestContext
        public Map.Entry<Integer, Seen> boundedInARequest() {
            int mine = visit.number();
            return Map.entry(mine, self.bounded("x"));
        }
    }

    private Application application;
    private Loads loads;

    @BeforeEach
    void start() {
        application = Application.of(Map.of(), Loads.class, Visit.class);
        loads = application.get(Loads.class);
        Tenant.set("acme", "mine");
    }

    @AfterEach
    void stop() {
        Tenant.clear();
        application.close();
    }

    private static void isTheCallersButForItsRequest(String tenant, int visit, Seen seen) {
        assertThat(seen.tenant()).isEqualTo(tenant);
        assertThat(seen.transaction()).isEqualTo("cleared");
        assertThat(seen.visit()).isNotEqualTo(visit);
        assertThat(seen.thread()).isNotEqualTo(Thread.currentThread().getName());
        assertThat(seen.ofTheApplication()).isTrue();
    }

    @Test
    void boundedLoad_seesItsCallersContextsButNotItsRequest() {
        Map.Entry<Integer, Seen> visit = loads.boundedInARequest();
        isTheCallersButForItsRequest("acme", visit.getKey(), visit.getValue());
    }

    @Test
    void asynchronousLoad_seesTheSame() throws Exception {
        Map.Entry<Integer, Seen> visit = loads.later();
        isTheCallersButForItsRequest("acme", visit.getKey(), visit.getValue());
    }

    @Test
    void refresh_seesTheContextsOfWhoeverAskedForTheValue() {
        loads.refreshed();
        Tenant.set("other", "mine");
        await().pollInSameThread().until(() -> {
            loads.refreshed();
            return loads.seen().size() > 1;
        });

        assertThat(loads.seen().get(0).tenant()).isEqualTo("acme");
        isTheCallersButForItsRequest("other", 0, loads.seen().get(1));
    }

    @Test
    void threadOfTheBackground_isLeftAsItWas() {
        Set<String> threads = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Tenant.set("tenant " + i, "mine");
            Seen seen = loads.bounded("id " + i);
            assertThat(seen.tenant()).isEqualTo("tenant " + i);
            threads.add(seen.thread());
        }
        assertThat(threads).doesNotContain(Thread.currentThread().getName());
    }
}
