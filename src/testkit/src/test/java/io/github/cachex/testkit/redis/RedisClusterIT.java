// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisClusterIT {
    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void slot_isTheOneOfRedis() {
        for (String key : new String[] {"a", "{posts:1}:lease", "{}x", "x{é:ü}y{z}", ""}) {
            assertThat((Object) (long) RedisCluster.slot(key))
                    .isEqualTo(send(cluster.nodes().get(0), "CLUSTER", "KEYSLOT", bytes(key)));
        }
    }

    @Test
    void started_eachPrimaryTakesItsKeysAndRefusesOthers() {
        cluster.awaitOk();
        RedisServer right = cluster.primaryOf(RedisCluster.slot("a"));
        assertThat(cluster.primaries()).hasSize(3).contains(right);
        for (RedisServer primary : cluster.primaries()) {
            if (primary == right) {
                assertThat(send(primary, "SET", "a", "1")).isEqualTo("OK");
            } else {
                assertThatThrownBy(() -> send(primary, "SET", "a", "1")).hasMessageContaining("MOVED");
            }
        }
    }

    @Test
    void slotMovedStepByStep_clientIsSentFromOneToTheOther() {
        int slot = RedisCluster.slot("{moved}");
        RedisServer source = cluster.primaryOf(slot);
        RedisServer target = cluster.primaries().stream()
                .filter(primary -> primary != source)
                .findFirst()
                .orElseThrow();
        send(source, "SET", "{moved}1", "1");
        send(source, "SET", "{moved}2", "2");
        SlotMigration migration = cluster.beginMigration(slot, target);
        assertThatThrownBy(() -> send(source, "GET", "{moved}3")).hasMessageContaining("ASK");
        assertThat(migration.moveKeys(1)).isEqualTo(1);
        migration.finish();
        assertThat(cluster.primaryOf(slot)).isSameAs(target);
        assertThat(send(target, "GET", "{moved}1")).isEqualTo("1");
        assertThat(send(target, "GET", "{moved}2")).isEqualTo("2");
        assertThatThrownBy(() -> send(source, "GET", "{moved}1")).hasMessageContaining("MOVED");
        cluster.migrate(slot, source);
        assertThat(cluster.primaryOf(slot)).isSameAs(source);
    }

    @Test
    void failedOver_replicaIsThePrimaryAndOldOneItsReplica() {
        RedisServer before = cluster.primaryOf(0);
        RedisServer replica = cluster.replicaOf(before);
        cluster.failOver(before);
        assertThat(cluster.primaryOf(0)).isSameAs(replica);
        assertThat(cluster.replicaOf(replica)).isSameAs(before);
    }

    @Test
    void primaryKilled_isReplacedAndComesBackAsReplica() {
        RedisServer before = cluster.primaryOf(16_383);
        RedisServer replica = cluster.replicaOf(before);
        before.stop();
        cluster.awaitReplaced(before);
        assertThat(cluster.primaryOf(16_383)).isSameAs(replica);
        before.restart();
        cluster.awaitOk();
        assertThat(cluster.replicaOf(replica)).isSameAs(before);
    }

    @Test
    void primaryFrozen_isReplacedAndComesBackAsReplica() {
        RedisServer before = cluster.primaryOf(8_000);
        before.pause();
        cluster.awaitReplaced(before);
        before.resume();
        cluster.awaitOk();
        assertThat(cluster.primaryOf(8_000)).isNotSameAs(before);
    }

    private static Object send(RedisServer node, String... words) {
        return RedisWire.send(node, Optional.empty(), words);
    }

    private static String bytes(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
