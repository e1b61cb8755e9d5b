// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Which Redis answers is said, or why none does and which key to look at. */
class ContactTest {
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--requirepass", "s3cret");
        Raw.command(redis.port(), "AUTH s3cret\r\nACL SETUSER app on >pa55word ~* &* +@all");
        Raw.command(redis.port(), "AUTH s3cret\r\nACL SETUSER curt on >pa55word ~* &* +@all -info");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private static String contact(String uri) {
        try (RedisBackend backend = Backends.at(uri)) {
            return backend.contact(budget()).orElseThrow();
        }
    }

    private static String failure(String uri) {
        try (RedisBackend backend = Backends.at(uri)) {
            return catchThrowableOfType(CacheBackendException.class, () -> backend.contact(budget()))
                    .getMessage();
        }
    }

    private static String place() {
        return "127.0.0.1:" + redis.port();
    }

    @Test
    void redisThatAnswers_isNamedWithItsVersion() {
        assertThat(contact("redis://app:pa55word@" + place() + "/3"))
                .contains(place() + "/3", "version ")
                .doesNotContain("pa55word", "unknown");
        assertThat(contact("redis://curt:pa55word@" + place()))
                .as("who may not ask for the version was let in all the same")
                .endsWith("version unknown");
    }

    @Test
    void applicationsClient_isAskedToo() {
        try (RedisClient client = RedisClient.create("redis://app:pa55word@" + place());
                RedisBackend backend = RedisBackend.over(client)) {
            assertThat(backend.contact(budget()).orElseThrow()).contains("version ");
        }
    }

    @Test
    void wrongCredentials_areSaidWithTheirKeys() {
        assertThat(failure("redis://app:wr0ng@" + place()))
                .contains("WRONGPASS", "cachex.backend.redis.password")
                .doesNotContain("wr0ng");
        assertThat(failure("redis://" + place())).contains("NOAUTH", "cachex.backend.redis.password");
    }

    @Test
    void redisTakenForASentinel_isSaidWithTheKey() {
        assertThat(failure("redis-sentinel://" + place() + "/main"))
                .contains("no Sentinel names the primary 'main'", "NOAUTH", "cachex.backend.redis.sentinel.password");
        try (RedisServer open = RedisServer.start()) {
            assertThat(failure("redis-sentinel://127.0.0.1:" + open.port() + ",127.0.0.1:1/main"))
                    .contains("it is a Redis, no Sentinel", "127.0.0.1:1: cannot connect")
                    .contains("write redis:// in cachex.backend.redis.uri");
        }
    }

    @Test
    void replica_isSaidWithTheRemedy() {
        try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", "1")) {
            assertThat(failure(replica.uri()))
                    .contains("it is a replica")
                    .contains("write the address of its primary in cachex.backend.redis.uri");
        }
    }

    /** What a server that is all of a cluster says is the same as of one that stands alone; it has but one database. */
    @Test
    void onlyNodeOfACluster_isNamedAndSaidToHaveNoOtherDatabase() {
        try (RedisServer node = RedisServer.start("--cluster-enabled", "yes")) {
            assertThat(failure(node.uri())).contains("CLUSTERDOWN no slots are given to any node", "; ");
            for (int from = 0; from < 16_384; from += 4_096) {
                String slots = IntStream.range(from, from + 4_096)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" "));
                Raw.command(node.port(), "CLUSTER ADDSLOTS " + slots);
            }
            assertThat(contact(node.uri())).contains("127.0.0.1:" + node.port(), "version ");
            assertThat(failure(node.uri() + "/3"))
                    .contains("which has no database but 0", "look at cachex.backend.redis.uri");
        }
    }

    @Test
    void serverThatIsLoading_isSaidToAnswerLater() throws IOException {
        try (ScriptedSentinel loading = new ScriptedSentinel()) {
            loading.greets("-LOADING Redis is loading the dataset in memory\r\n");
            assertThat(failure("redis://" + loading.place()))
                    .contains("LOADING", "it will answer when it has read its data");
        }
    }

    @Test
    void wrongPlaces_areSaidWithTheirKeys() {
        assertThat(failure("redis://app:pa55word@" + place() + "/99"))
                .contains("look at the database in cachex.backend.redis.uri");
        assertThat(failure("redis://127.0.0.1:1"))
                .contains("look at cachex.backend.redis.uri: host, port", "rediss:// where it speaks TLS");
        assertThat(failure("rediss://127.0.0.1:1"))
                .contains("look at cachex.backend.redis.uri: host, port", "redis:// where it speaks no TLS");
    }
}
