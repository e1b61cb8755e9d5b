// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisSentinelsIT {
    private static final String PASSWORD = "secret";
    private final RedisSentinels sentinels = RedisSentinels.start("--requirepass", PASSWORD);

    @AfterEach
    void stop() {
        sentinels.close();
    }

    @Test
    void started_primaryTakesWritesAndReplicaDoesNot() {
        assertThat(send(sentinels.primary(), "SET", "a", "1")).isEqualTo("OK");
        assertThatThrownBy(() -> send(sentinels.replica(), "SET", "a", "1")).hasMessageContaining("READONLY");
        assertThat(sentinels.uri())
                .startsWith("redis-sentinel://:secret@127.0.0.1:")
                .endsWith("/" + RedisSentinels.NAME);
    }

    @Test
    void demoted_replicaIsThePrimaryAndTheOtherItsReplicaInTheEnd() {
        RedisServer before = sentinels.primary();
        sentinels.demote();
        assertThat(sentinels.primary()).isNotSameAs(before);
        assertThat(sentinels.replica()).isSameAs(before);
        assertThat(send(sentinels.primary(), "SET", "a", "1")).isEqualTo("OK");
        sentinels.awaitOk();
        assertThatThrownBy(() -> send(before, "SET", "a", "1")).hasMessageContaining("READONLY");
    }

    @Test
    void primaryKilled_isReplacedByOneThatTakesWrites() {
        RedisServer before = sentinels.primary();
        before.stop();
        sentinels.awaitReplaced(before);
        assertThat(send(sentinels.primary(), "SET", "a", "1")).isEqualTo("OK");
        assertThat(sentinels.replica()).isSameAs(before);
    }

    @Test
    void primaryFrozen_isReplaced() {
        RedisServer before = sentinels.primary();
        before.pause();
        sentinels.awaitReplaced(before);
        assertThat(send(sentinels.primary(), "SET", "a", "1")).isEqualTo("OK");
    }

    private static Object send(RedisServer server, String... words) {
        return RedisWire.send(server, Optional.of(PASSWORD), words);
    }
}
