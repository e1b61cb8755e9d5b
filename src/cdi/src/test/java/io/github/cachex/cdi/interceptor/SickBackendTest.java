// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever becomes of Redis, annotated methods answer. */
class SickBackendTest {
    /** Reads and writes. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        @CachexFetch(cache = "posts", key = "{0}")
        public String read(long id) {
            return "load " + loads.incrementAndGet();
        }

        @CachexPut(cache = "posts", key = "{0}")
        public String write(long id) {
            return "written";
        }

        @CachexInvalidate(cache = "posts", key = "{0}")
        public String drop(long id) {
            return "invalidated";
        }
    }

    @Test
    void redisStopped_methodsAnswer_thoughErrorsAreAskedFor() {
        try (RedisServer redis = RedisServer.start();
                LogLines log = LogLines.listen();
                Application application = Application.of(
                        Map.of(
                                "cachex.backend.redis.uri", redis.uri(),
                                "cachex.prefix", "sick",
                                "cachex.backend-errors", "throw"),
                        Posts.class)) {
            Posts posts = application.get(Posts.class);
            assertThat(posts.read(1)).isEqualTo("load 1");
            assertThat(posts.read(1)).isEqualTo("load 1");

            redis.stop();

            assertThat(posts.read(1)).isEqualTo("load 1"); // kept in this JVM
            assertThat(posts.read(2)).isEqualTo("load 2");
            assertThat(posts.write(1)).isEqualTo("written");
            assertThat(posts.drop(1)).isEqualTo("invalidated");
            assertThat(log.warnings())
                    .anyMatch(line -> line.startsWith("WARNING ERROR posts ") && line.contains(": backend "));
        }
    }

    @Test
    void redisNeverThere_applicationStartsAndMethodsAnswer() {
        int port;
        try (RedisServer redis = RedisServer.start()) {
            port = redis.port();
        }
        try (Application application = Application.of(
                Map.of("cachex.backend.redis.uri", "redis://127.0.0.1:" + port, "cachex.prefix", "sick"),
                Posts.class)) {
            assertThat(application.get(Posts.class).read(1)).isEqualTo("load 1");
        }
    }

    @Test
    void redisHangs_methodAnswersWithinTheBudget() {
        try (RedisServer redis = RedisServer.start();
                Application application = Application.of(
                        Map.of("cachex.backend.redis.uri", redis.uri(), "cachex.prefix", "sick"), Posts.class)) {
            Posts posts = application.get(Posts.class);
            posts.read(1);
            redis.pause();
            try {
                Elapsed elapsed = Elapsed.start();
                assertThat(posts.read(2)).isEqualTo("load 2");
                elapsed.isWithin(Duration.ofMillis(600));
            } finally {
                redis.resume();
            }
        }
    }
}
