// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cli.Application;
import io.github.cachex.cli.Node;
import io.github.cachex.cli.ProcessShell;
import io.github.cachex.cli.Running.Ended;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line invalidates, other JVMs no longer serve out of their near caches. */
class CoherenceIT {
    private static final Duration PUSH = Duration.ofSeconds(2);
    private static final List<List<String>> WAYS = List.of(
            List.of("invalidate", "posts", "1"),
            List.of("invalidate", "posts", "--tag", "all"),
            List.of("expire", "posts", "1"),
            List.of("invalidate", "posts", "--match", "?", "--yes"),
            List.of("clear", "posts", "--yes"));

    @TempDir
    Path folder;

    @Test
    void invalidationByTheCommandLine_isHeardByTwoJvms() throws Exception {
        int rounds = "full".equals(System.getProperty("cachex.rounds")) ? 20 : 5;
        int stale = 0;
        int asked = 0;
        try (RedisServer redis = RedisServer.start();
                Node one = Node.start(redis.uri());
                Node other = Node.start(redis.uri())) {
            ProcessShell shell = ProcessShell.ofJar(Application.environment(redis.uri()), folder);
            for (int round = 0; round < rounds; round++) {
                String before = "v" + round;
                String next = "v" + (round + 1);
                for (Node node : List.of(one, other, one, other)) {
                    assertThat(node.fetch("1", before)).isEqualTo(before);
                }

                Ended ended = shell.run(WAYS.get(round % WAYS.size()).toArray(String[]::new));
                assertThat(ended.code()).as(ended.err()).isZero();

                for (Node node : List.of(one, other)) {
                    stale += isFresh(node, next) ? 0 : 1;
                    asked++;
                }
            }
        }
        Show.exactly(
                "cli-coherence", stale, 0, "stale of " + asked + " reads in two JVMs after " + rounds + " commands");
    }

    /** Returns whether {@code node} is answered {@code next} once the push has had its time. */
    private static boolean isFresh(Node node, String next) {
        try {
            Awaitility.await().atMost(PUSH).until(() -> node.fetch("1", next).equals(next));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
