// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What methods throw whose failures are kept. */
class KeptFailureMethodsTest {
    /** Finds nothing. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts", cacheExceptions = IOException.class, exceptionTtl = "1h")
    public static class Posts {
        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        @CachexFetch(key = "post:{0}", cacheExceptions = NoSuchElementException.class)
        public String find(long id) {
            calls.incrementAndGet();
            throw new NoSuchElementException("no post " + id);
        }

        @CachexFetch(key = "later:{0}")
        public CompletionStage<String> findLater(long id) {
            calls.incrementAndGet();
            return CompletableFuture.failedFuture(new IOException("down"));
        }

        @CachexFetch(key = "plain:{0}")
        public String declaresNothing(long id) {
            calls.incrementAndGet();
            throw new IllegalStateException("down");
        }

        @CachexInvalidate(key = "post:{0}")
        public void forget(long id) {}
    }

    @Test
    void keptFailure_isThrownUntilItIsInvalidated() throws Exception {
        try (Application application = Application.of(Map.of(), Posts.class)) {
            Posts posts = application.get(Posts.class);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> posts.find(1))
                        .isExactlyInstanceOf(NoSuchElementException.class)
                        .hasMessage("no post 1");
            }
            assertThat(posts.calls()).isEqualTo(1);
            posts.forget(1);
            assertThatThrownBy(() -> posts.find(1)).isInstanceOf(NoSuchElementException.class);
            assertThat(posts.calls()).isEqualTo(2);
        }
    }

    @Test
    void stageThatFailed_failsAgain() throws Exception {
        try (Application application = Application.of(Map.of(), Posts.class)) {
            Posts posts = application.get(Posts.class);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(
                                () -> posts.findLater(1).toCompletableFuture().join())
                        .hasCauseExactlyInstanceOf(IOException.class)
                        .hasRootCauseMessage("down");
            }
            assertThat(posts.calls()).isEqualTo(1);
        }
    }

    @Test
    void configuration_namesThemFromOutside() throws Exception {
        String method = Posts.class.getName() + "/declaresNothing/CachexFetch/";
        try (Application application = Application.of(
                Map.of(method + "cacheExceptions", "java.lang.IllegalStateException", method + "exceptionTtl", "1h"),
                Posts.class)) {
            Posts posts = application.get(Posts.class);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> posts.declaresNothing(1)).isExactlyInstanceOf(IllegalStateException.class);
            }
            assertThat(posts.calls()).isEqualTo(1);
        }
    }
}
