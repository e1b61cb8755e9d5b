// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.NodeReport;
import io.github.cachex.backend.redis.RedisBackendFactory;
import io.github.cachex.core.config.BackendName;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.NodeChannel;
import io.github.cachex.tck.process.Fixed;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node of a release that knows nothing of the channel on which nodes are asked, beside one whose console is open. */
class ConsoleRollingTest extends OverRedis {
    private static final int KEYS = 200;
    private static final int ASKED = 50;
    private static final Duration WAIT = Duration.ofMillis(200);

    /** Redis as the releases before know it. */
    private static final class Earlier extends BackendDecorator {
        Earlier(CacheBackend next) {
            super(next);
        }

        @Override
        public Optional<NodeChannel> nodes() {
            return Optional.empty();
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            return step.apply(budget);
        }
    }

    private CacheBackend earlier() {
        RedisBackendFactory factory = new RedisBackendFactory();
        Configuration configuration = Configuration.read(
                new Fixed(Map.of("cachex.backend.redis.uri", redis().uri(), "cachex.prefix", "tck")), List.of(factory));
        return closing(new Earlier(
                factory.create(configuration.context(BackendName.ofType(factory.type()), Optional.empty()))));
    }

    @Test
    void nodesThatAreAsked_letAnEarlierReleaseTrustItsNearCache() {
        CacheHandler old = closing(builder(redis().uri(), "cachex.near.ttl", "1h", "cachex.ttl", "1h")
                .backend(earlier())
                .name("posts")
                .build());
        Caches console = closing(builder(redis().uri(), "cachex.near.ttl", "1h").buildCaches());
        CacheHandler posts = console.cache("posts");
        List<CacheKey<String>> keys = IntStream.range(0, KEYS)
                .mapToObj(id -> CacheKey.of("post:" + id, String.class))
                .toList();
        AtomicInteger loads = new AtomicInteger();
        Awaitility.await().until(() -> old.stats().linkUp() && posts.stats().linkUp());
        Awaitility.await().until(() -> {
            long before = old.stats().nearHits();
            keys.forEach(key -> old.fetch(key, () -> "load " + loads.incrementAndGet()));
            return old.stats().nearHits() - before == KEYS;
        });

        long answers = 0;
        long distrusted = 0;
        for (int i = 0; i < ASKED; i++) {
            List<NodeReport> nodes = console.nodes(WAIT).toCompletableFuture().join();
            answers += nodes.size();
            long before = old.stats().nearHits();
            keys.forEach(key -> old.fetch(key, () -> "load " + loads.incrementAndGet()));
            assertThat(old.stats().linkUp()).isTrue();
            distrusted += KEYS - (old.stats().nearHits() - before);
        }
        assertThat(answers).as("only the asking node knows the channel").isEqualTo(ASKED);
        Show.exactly(
                "console-rolling",
                distrusted,
                0,
                "near entries distrusted by a release without the nodes' channel, of " + KEYS
                        + " looked at after each of " + ASKED + " questions of a console");
        posts.invalidate("post:1");
        Awaitility.await("the link still tells what is invalidated")
                .untilAsserted(() ->
                        assertThat(old.fetch(keys.get(1), () -> "loaded again")).isEqualTo("loaded again"));
    }
}
