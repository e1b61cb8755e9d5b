// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that move from their caller's thread to another. */
class BackgroundLoadsTest {
    /** One for each request. */
    @RequestScoped
    public static class Visit {
        static final AtomicInteger MADE = new AtomicInteger();
        static final AtomicInteger ENDED = new AtomicInteger();
        private final int number = MADE.incrementAndGet();

        public int number() {
            return number;
        }

        @PreDestroy
        void end() {
            ENDED.incrementAndGet();
        }
    }

    /** Where a load ran. */
    public record Ran(int visit, String thread, boolean ofTheApplication) {}

    /** Loads slowly. */
    @ApplicationScoped
    public static class Slow {

        @Inject
        Visit visit;

        @Inject
        Slow self;

        @CachexFetch(hardTimeout = "60s")
        public Ran load(String id) throws Exception {
            return ran();
        }

        @CachexFetch
        public CompletionStage<Ran> later(String id) {
            return CompletableFuture.completedFuture(ran());
        }

        @ActivateRequestContext
        public int visitOfCallerOf(String id) throws Exception {
            int mine = visit.number();
            assertThat(self.load(id).visit()).isNotEqualTo(mine);
            assertThat(visit.number()).isEqualTo(mine);
            return mine;
        }

        private Ran ran() {
            Thread thread = Thread.currentThread();
            return new Ran(
                    visit.number(), thread.getName(), thread.getContextClassLoader() == Slow.class.getClassLoader());
        }
    }

    @ParameterizedTest
    @EnumSource
    void loadWithATimeout_runsInARequestOfItsOwn(By extension) throws Exception {
        try (Application application = Application.of(extension, Map.of(), Slow.class, Visit.class)) {
            int ended = Visit.ENDED.get();
            Slow slow = application.get(Slow.class);

            Ran first = slow.load("a");
            Ran second = slow.load("b");
            slow.visitOfCallerOf("c");

            assertThat(first.visit()).isNotEqualTo(second.visit());
            assertThat(first.thread()).isNotEqualTo(Thread.currentThread().getName());
            assertThat(first.ofTheApplication()).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> Visit.ENDED.get() >= ended + 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void stageOfAMethod_beginsInARequestOfItsOwn(By extension) throws Exception {
        try (Application application = Application.of(extension, Map.of(), Slow.class, Visit.class)) {
            Slow slow = application.get(Slow.class);

            Ran first = slow.later("a").toCompletableFuture().get(30, TimeUnit.SECONDS);
            Ran second = slow.later("b").toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(first.visit()).isNotEqualTo(second.visit());
            assertThat(first.ofTheApplication()).isTrue();
        }
    }
}
