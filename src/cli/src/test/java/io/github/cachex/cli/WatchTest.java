// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WatchTest extends OnRedis {
    private static void await(Running running, String said) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> running.err().contains(said));
    }

    @Test
    void changesOfAllCaches_arePrintedAsJson() throws Exception {
        CacheHandler posts = cache("posts");
        posts.put(key("1"), "x");
        Running watching = OwnShell.with(environment()).start("watch", "--json", "--count", "4");
        await(watching, "watching posts");

        posts.invalidate("1");
        posts.expireTags("news");
        posts.invalidateMatching("a*");
        posts.clear();

        Ended ended = watching.ended();
        assertThat(ended.out().lines()).hasSize(4);
        assertThat(ended.out())
                .contains(
                        "\"cache\":\"posts\",\"change\":\"changed\",\"what\":\"1\"",
                        "\"change\":\"expired\",\"what\":\"tag:news\"",
                        "\"change\":\"invalidated\",\"what\":\"matching:a*\"",
                        "\"change\":\"invalidated\",\"what\":\"*\"");
    }

    @Test
    void watch_endsAfterItsTime() throws Exception {
        Ended ended = run("watch", "posts", "--for", "1s");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void connectionThatBreaks_isSaid() throws Exception {
        try (RedisServer own = RedisServer.start()) {
            Map<String, String> environment = new HashMap<>(environment());
            environment.put("CACHEX_BACKEND_REDIS_URI", own.uri());
            Running watching = OwnShell.with(environment).start("watch", "posts", "--count", "1", "--for", "2m");
            await(watching, "watching posts");

            own.stop();
            await(watching, "unheard");
            own.restart();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> watching.err().lastIndexOf("watching posts")
                            > watching.err().indexOf("unheard"));
            // What happens while the connection breaks once more is not heard.
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                OwnShell.with(environment).run("invalidate", "posts", "1");
                return watching.out().contains("posts  changed  1");
            });

            assertThat(watching.ended().out()).contains("posts  changed  1");
        }
    }

    @Test
    void storeThatHangs_isNoSuccess() throws Exception {
        try (RedisServer own = RedisServer.start()) {
            Map<String, String> environment = new HashMap<>(environment());
            environment.put("CACHEX_BACKEND_REDIS_URI", own.uri());
            own.pause();

            Ended ended = OwnShell.with(environment).run("invalidate", "posts", "1", "--timeout", "300ms");

            own.resume();
            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.out()).isEmpty();
        }
    }
}
