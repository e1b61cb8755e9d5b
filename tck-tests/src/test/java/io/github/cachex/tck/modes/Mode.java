// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisSentinels;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.Locale;

/** How Redis servers stand together. */
public enum Mode {
    STANDALONE,
    SENTINEL,
    CLUSTER;

    /** Servers that were started, and where they are. */
    public record Started(String uri, AutoCloseable servers) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            servers.close();
        }
    }

    /** Starts servers of this mode. */
    public Started start() {
        return switch (this) {
            case STANDALONE -> {
                RedisServer server = RedisServer.start();
                yield new Started(server.uri(), server);
            }
            case SENTINEL -> {
                RedisSentinels sentinels = RedisSentinels.start();
                yield new Started(sentinels.uri(), sentinels);
            }
            case CLUSTER -> {
                RedisCluster cluster = RedisCluster.start();
                yield new Started(cluster.uri(), cluster);
            }
        };
    }

    /** The word for it in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
