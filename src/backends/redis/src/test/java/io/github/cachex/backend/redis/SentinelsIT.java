// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

/** Sentinels are asked for the primary, with their own credentials, and not needed while it is well. */
class SentinelsIT extends BehindSentinels {
    @Test
    void sentinelsThatHangOrAreDown_costTheOthersNothing() {
        RedisServer first = sentinels.sentinels().get(0);
        first.pause();
        try (RedisBackend fresh = Backends.withDefaults(sentinels.uri())) {
            String place = "now at 127.0.0.1:" + sentinels.primary().port();
            await().until(() -> fresh.contact(usual()).orElseThrow().contains(place));
        } finally {
            first.resume();
        }
    }

    @Test
    void allSentinelsDown_leaveThePrimaryThatTheyNamedLast() {
        RedisServer primary = sentinels.primary();
        await().until(() -> writesTo(primary));
        sentinels.sentinels().forEach(RedisServer::pause);
        try {
            Raw.command(primary.port(), "CLIENT KILL TYPE normal");
            await().until(() -> writesTo(primary));
        } finally {
            sentinels.sentinels().forEach(RedisServer::resume);
        }
    }

    @Test
    void nameThatNoSentinelKnows_isSaidWithTheRemedy() {
        String uri = sentinels.uri().replace(RedisSentinels.NAME, "misspelt");
        try (RedisBackend wrong = Backends.at(uri)) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> wrong.contact(budget())))
                    .hasMessageContaining("no Sentinel names the primary 'misspelt'")
                    .hasMessageContaining("No such master")
                    .hasMessageContaining("look at the name behind the hosts in cachex.backend.redis.uri");
        }
    }

    @Test
    void sentinelTakenForARedis_isSaidWithTheRemedy() {
        try (RedisBackend wrong = Backends.at(sentinels.sentinels().get(0).uri())) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> wrong.contact(budget())))
                    .hasMessageContaining("it is a Sentinel")
                    .hasMessageContaining(
                            "write redis-sentinel://host:26379/name in cachex.backend.redis.uri, with the name");
        }
    }

    @Test
    void sentinelsThatWantCredentials_areGivenTheirOwn() {
        sentinels
                .sentinels()
                .forEach(sentinel -> Raw.command(sentinel.port(), "ACL SETUSER default on resetpass >s3ntinel"));
        try (RedisBackend without = Backends.at(sentinels.uri());
                RedisBackend with = RedisBackend.own(Backends.toSentinels(sentinels.uri(), "default", "s3ntinel"))) {
            assertThat(catchThrowableOfType(CacheBackendException.class, () -> without.contact(budget())))
                    .hasMessageContaining("NOAUTH")
                    .hasMessageContaining("look at cachex.backend.redis.sentinel.username");
            assertThat(with.contact(budget()).orElseThrow()).contains("version ");
        } finally {
            sentinels
                    .sentinels()
                    .forEach(
                            sentinel -> Raw.command(sentinel.port(), "AUTH s3ntinel\r\nACL SETUSER default on nopass"));
        }
    }

    /** The rights that the documentation names, and no others. */
    @Test
    void userOfTheSentinelsWithTheLeastRights_mayAskAndHear() {
        sentinels
                .sentinels()
                .forEach(
                        sentinel -> Raw.command(
                                sentinel.port(),
                                "ACL SETUSER cachex on >s3ntinel resetchannels -@all +sentinel|master +subscribe &+switch-master"));
        try (RedisBackend least = RedisBackend.own(Backends.toSentinels(sentinels.uri(), "cachex", "s3ntinel"))) {
            assertThat(least.contact(budget()).orElseThrow()).contains("version ");
            await().until(() -> sentinels.sentinels().stream()
                    .anyMatch(sentinel -> Raw.command(sentinel.port(), "CLIENT LIST TYPE pubsub")
                            .contains("user=cachex")));
        }
    }

    @Test
    void close_leavesNoThread() {
        backend.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cachex-redis-sentinels"));
        await().until(() -> connectionsTo(sentinels.primary()) == 0);
    }
}
