// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** Servers of which a replica takes the place of a primary. */
abstract class FailingOver implements AutoCloseable {
    /** How a primary ceases to be one. */
    enum How {
        /** Its process dies. */
        KILL,
        /** It hangs, with its connections open, and comes back. */
        STOP,
        /** It is made a replica, and lives on. */
        DEMOTE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static FailingOver of(Mode mode) throws IOException {
        return switch (mode) {
            case STANDALONE -> new BehindAName();
            case SENTINEL -> new BehindSentinels();
            case CLUSTER -> new OfACluster();
        };
    }

    abstract String uri();

    /** Lets a replica take over. Returns the server before, once others agree that it is none any more. */
    abstract RedisServer failOver(How how);

    /** Waits until the server before is a replica that could take over in turn. */
    abstract void awaitReplica(RedisServer before);

    private static final class BehindSentinels extends FailingOver {
        private final RedisSentinels sentinels = RedisSentinels.start();

        @Override
        String uri() {
            return sentinels.uri();
        }

        @Override
        RedisServer failOver(How how) {
            RedisServer before = sentinels.primary();
            switch (how) {
                case KILL -> before.stop();
                case STOP -> before.pause();
                case DEMOTE -> sentinels.demote();
            }
            sentinels.awaitReplaced(before);
            return before;
        }

        @Override
        void awaitReplica(RedisServer before) {
            sentinels.awaitOk();
        }

        @Override
        public void close() {
            sentinels.close();
        }
    }

    private static final class OfACluster extends FailingOver {
        private final RedisCluster cluster = RedisCluster.start();

        @Override
        String uri() {
            return cluster.uri();
        }

        @Override
        RedisServer failOver(How how) {
            RedisServer before = cluster.primaries().get(0);
            switch (how) {
                case KILL -> before.stop();
                case STOP -> before.pause();
                case DEMOTE -> cluster.failOver(before);
            }
            cluster.awaitReplaced(before);
            return before;
        }

        @Override
        void awaitReplica(RedisServer before) {
            cluster.awaitOk();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }

    private static final class BehindAName extends FailingOver {
        private final RedisServer one =
                RedisServer.start("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0");
        private final RedisServer two =
                RedisServer.start("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0");
        private final ServerName name = new ServerName(one.port());
        private RedisServer primary = one;

        BehindAName() throws IOException {
            follow(two, one);
        }

        private static void follow(RedisServer replica, RedisServer primary) {
            try (Jedis jedis = Raw.jedis(replica)) {
                jedis.replicaof(primary.hostName(), primary.port());
                Awaitility.await("a replica in sync")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> jedis.info("replication").contains("master_link_status:up"));
            }
        }

        @Override
        String uri() {
            return name.uri();
        }

        @Override
        RedisServer failOver(How how) {
            RedisServer before = primary;
            RedisServer after = before == one ? two : one;
            switch (how) {
                case KILL -> before.stop();
                case STOP -> before.pause();
                case DEMOTE -> {}
            }
            try (Jedis jedis = Raw.jedis(after)) {
                jedis.replicaofNoOne();
            }
            name.leadTo(after.port());
            if (how == How.DEMOTE) {
                follow(before, after);
            }
            primary = after;
            return before;
        }

        /** Nobody would tell one that only hung that it is no primary any more: whoever moves the name ends it first. */
        @Override
        void revive(RedisServer before, How how) {
            if (how != How.DEMOTE) {
                before.restart();
            }
        }

        @Override
        void awaitReplica(RedisServer before) {
            follow(before, primary);
        }

        @Override
        public void close() throws IOException {
            name.close();
            one.close();
            two.close();
        }
    }

    /** Lets the server before answer again. */
    void revive(RedisServer before, How how) {
        switch (how) {
            case KILL -> before.restart();
            case STOP -> before.resume();
            case DEMOTE -> {}
        }
    }
}
