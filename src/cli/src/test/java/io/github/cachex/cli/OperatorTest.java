// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheOptions;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

/** What an operator asks, answered without a line of code: by the command line, by JMX, by the log. As the runbook says. */
class OperatorTest extends OnRedis {
    private static final Logger LOGGER = Logger.getLogger("io.github.cachex");
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private int answered;

    private void answered() {
        answered++;
    }

    private Object attribute(String rest, String name) throws Exception {
        return BEANS.getAttribute(new ObjectName("io.github.cachex:" + rest.replace("$", prefix)), name);
    }

    private Object ofCache(String name) throws Exception {
        return attribute("type=Cache,application=$,name=posts", name);
    }

    private Object ofApplication(String name) throws Exception {
        return attribute("type=Application,application=$", name);
    }

    private String done(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.code())
                .as("%s: %s %s", List.of(arguments), ended.out(), ended.err())
                .isZero();
        return ended.out();
    }

    @Test
    void theTwelveQuestions_areAnsweredWithoutCode() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler log = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(log);
        try {
            ask(lines);
        } finally {
            LOGGER.removeHandler(log);
        }
        Show.exactly("operator", answered, 12, "questions answered without code");
    }

    private void ask(List<String> lines) throws Exception {
        CacheHandler posts = cache("posts", "cachex.cache.posts.log.verbose", "true", "cachex.ttl", "7m");
        posts.fetch(key("a"), CacheOptions.defaults().tags("tenant:acme"), () -> "1");
        posts.fetch(key("a"), () -> "2");
        posts.fetch(key("b"), CacheOptions.defaults().tags("tenant:other"), () -> "3");

        // Was this call a hit or a miss?
        assertThat(lines)
                .contains("CACHEX-0103 MISS posts a")
                .anyMatch(line -> line.startsWith("CACHEX-0101 HIT posts a"));
        answered();

        // What is the hit rate?
        assertThat((double) ofCache("HitRate")).isEqualTo(1 / 3.0);
        answered();

        // Which caches are there?
        assertThat((Object[]) ofApplication("Caches")).containsExactly("posts");
        assertThat(done("ls")).isEqualTo("posts  2 entries\n");
        answered();

        // What is in it?
        assertThat(done("ls", "posts").lines()).containsExactlyInAnyOrder("a", "b");
        assertThat(done("get", "posts", "a")).isEqualTo("\"1\"\n");
        answered();

        // Purge a tenant.
        done("invalidate", "posts", "--tag", "tenant:acme");
        await().untilAsserted(() -> assertThat(posts.get(key("a"))).isEmpty());
        assertThat(posts.get(key("b"))).contains("3");
        answered();

        // Clear it.
        done("clear", "posts", "--yes");
        await().untilAsserted(() -> assertThat(posts.get(key("b"))).isEmpty());
        answered();

        whoLoads(posts);

        // Is the backend called, and are changes heard?
        assertThat(ofCache("Breaker")).isEqualTo("CLOSED");
        answered();
        await().untilAsserted(() -> assertThat(ofCache("LinkUp")).isEqualTo(true));
        answered();

        // May this user do what is needed, and which servers are there?
        String doctor = done("doctor");
        assertThat(doctor).containsPattern("fine +rights at .*" + redis.port());
        answered();
        CompositeData part = (CompositeData)
                ((TabularData) ofApplication("Parts")).values().iterator().next();
        assertThat(String.valueOf(part.get("key"))).isNotEmpty();
        assertThat(doctor).containsPattern("version at .*" + redis.port());
        answered();

        // Which settings are in force, and who says so?
        assertThat(((TabularData) ofApplication("Settings"))
                        .get(new Object[] {"cachex.ttl"})
                        .get("value"))
                .isEqualTo("7m (builder)");
        answered();
    }

    private void whoLoads(CacheHandler posts) throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<String> load = CompletableFuture.supplyAsync(() -> posts.fetch(key("slow"), () -> {
            loading.countDown();
            return end.join();
        }));
        try {
            loading.await();
            // A machine under load may take longer to answer than the command waits.
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode facts = new ObjectMapper().readTree(done("inspect", "posts", "slow", "--json"));
                assertThat(facts.get("loader").asText())
                        .contains(String.valueOf(ProcessHandle.current().pid()));
            });
            answered();
        } finally {
            end.complete("4");
        }
        assertThat(load.get()).isEqualTo("4");
    }
}
