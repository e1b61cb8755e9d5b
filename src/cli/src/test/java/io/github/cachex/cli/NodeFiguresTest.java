// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import io.github.cachex.event.BreakerState;
import io.github.cachex.event.LinkState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NodeFiguresTest {
    private static final LatencyStats TIMES = new LatencyStats(
            10, Duration.ofMillis(500), Duration.ofMillis(12), Duration.ofMillis(90), Duration.ofMillis(100));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static CacheStats stats(long hits, long misses) {
        return new CacheStats(
                hits,
                hits / 2,
                misses,
                misses,
                1,
                0,
                2,
                0,
                misses,
                0,
                0,
                3,
                0,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                7,
                BreakerState.CLOSED,
                true,
                TIMES,
                TIMES,
                1_000,
                2_000,
                0,
                0);
    }

    private static NodeReport report(String host, BreakerState breaker, boolean complete) {
        CacheHealth health = new CacheHealth(
                "redis",
                true,
                false,
                false,
                breaker == BreakerState.OPEN ? 4 : 0,
                Instant.EPOCH,
                List.of(new CacheHealth.Part("*", breaker, Instant.EPOCH, LinkState.UP, Instant.EPOCH)));
        return new NodeReport(
                "blog@" + host + ":42",
                host,
                42,
                "blog",
                "jvm-" + host,
                Instant.EPOCH,
                Map.of("posts", stats(90, 10), "users", stats(0, 0)),
                Map.of("Posts.find", new MethodStats("Posts.find", "posts", 90, 45, 10, 10, 0, 0, TIMES)),
                Map.of("posts", List.of(new HotKey("post:1", 128, 3))),
                health,
                List.of(),
                complete);
    }

    private String printed(boolean json, boolean more, List<String> caches) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, new ByteArrayInputStream(new byte[0]), false, Map.of());
        new NodeFigures(new Output(terminal, json), caches)
                .withNodes(more)
                .withMethods(more)
                .withHotKeys(more)
                .print(List.of(report("a", BreakerState.CLOSED, true), report("b", BreakerState.OPEN, false)));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void figuresOfAllNodes_areSums() {
        assertThat(printed(false, false, List.of()).lines())
                .containsExactly(
                        "posts  hit rate 90.0 %  hits 180 (near 90)  misses 20  loads 20 (failed 2)  stale 4"
                                + "  load p50 12.0ms p99 90.0ms  store p50 12.0ms p99 90.0ms  near 14 entries",
                        "users  hit rate -  hits 0 (near 0)  misses 0  loads 0 (failed 2)  stale 4"
                                + "  load p50 12.0ms p99 90.0ms  store p50 12.0ms p99 90.0ms  near 14 entries");
    }

    @Test
    void nodesMethodsAndHotKeys_arePrintedWhereAskedFor() {
        assertThat(printed(false, true, List.of("posts")))
                .contains(
                        "blog@a:42  store well  0 queued invalidations\n",
                        "blog@b:42  part *: breaker open, link up  4 queued invalidations  (not all of it was told)\n",
                        "  posts  hit rate 90.0 %",
                        "Posts.find  hit rate 90.0 %",
                        "posts  post:1  about 256 reads")
                .doesNotContain("users");
    }

    @Test
    void json_hasEachNode() {
        String all = printed(true, true, List.of());

        assertThat(all)
                .contains(
                        "\"node\":\"blog@a:42\"",
                        "\"well\":false",
                        "\"complete\":false",
                        "\"hits\":90",
                        "\"method\":\"Posts.find\"",
                        "\"p99\":0.09",
                        "\"asked\":128");
    }
}
