// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** The probe in each runtime beside the big servers, on each JDK that is at hand, over a real Redis. */
class RuntimesIT {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RedisAtHand redis;
    private static RedisClient client;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisAtHand.start();
        client = RedisClient.create(redis.uri());
    }

    @AfterAll
    static void stopRedis() throws IOException {
        client.close();
        redis.close();
    }

    static Stream<Arguments> runtimes() throws IOException {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(RuntimeKind.values())
                        .filter(kind -> kind.runsOn(jdk))
                        .map(kind -> Arguments.of(kind, jdk)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("runtimes")
    void probe_isCachedOverRedis(RuntimeKind kind, Jdk jdk) throws Exception {
        try (ServerProcess process = kind.on(jdk)) {
            process.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            process.environment("CACHEX_PREFIX", process.toString());
            process.start();
            await(process + " starts").atMost(START).until(() -> process.answers(kind.path("loads")));

            await("the warm-up ends").atMost(PATIENCE).until(() -> isStored(process, "facts:warm"));
            loadedOnce(process, kind, "ask/annotated/a");
            loadedOnce(process, kind, "ask/handler/a");
            assertThat(isStored(process, "facts:a")).isTrue();
        }
    }

    /** Asks twice; the second answer comes from the cache and is the same. */
    private static void loadedOnce(ServerProcess process, RuntimeKind kind, String path) throws Exception {
        int before = loads(process, kind);
        String first = process.get(kind.path(path));
        assertThat(process.get(kind.path(path))).isEqualTo(first);
        assertThat(loads(process, kind) - before).isEqualTo(1);
    }

    private static int loads(ServerProcess process, RuntimeKind kind) throws Exception {
        return Integer.parseInt(process.get(kind.path("loads")).strip());
    }

    private static boolean isStored(ServerProcess process, String id) {
        return !client.keys(process + ":*{" + id + "}").isEmpty();
    }
}
