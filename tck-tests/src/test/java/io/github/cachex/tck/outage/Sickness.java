// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Raw;
import io.github.cachex.testkit.redis.RedisServer;
import java.util.Locale;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** What a Redis behind a {@link Link} may suffer from. */
public enum Sickness {
    /** Connections are refused. */
    REFUSED(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            link.become(Link.State.REFUSING);
        }

        @Override
        public void end(Link link, RedisServer redis) {
            link.become(Link.State.UP);
        }
    },
    /** The process is frozen. */
    HUNG(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            redis.pause();
        }

        @Override
        public void end(Link link, RedisServer redis) {
            redis.resume();
        }
    },
    /** Each answer takes 400 ms. */
    SLOW(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            link.delay(400);
        }

        @Override
        public void end(Link link, RedisServer redis) {
            link.delay(0);
        }
    },
    /** Answers arrive byte by byte. */
    DRIP(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            link.become(Link.State.DRIPPING);
        }

        @Override
        public void end(Link link, RedisServer redis) {
            link.become(Link.State.UP);
        }
    },
    /** It reads its data after a start. */
    LOADING(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            link.answer("-LOADING Redis is loading the dataset in memory");
        }

        @Override
        public void end(Link link, RedisServer redis) {
            link.answer("");
        }
    },
    /** It is the replica of a dead master. */
    READONLY(false) {
        @Override
        public void begin(Link link, RedisServer redis) {
            command(redis, Protocol.Command.REPLICAOF, "127.0.0.1", "1");
        }

        @Override
        public void end(Link link, RedisServer redis) {
            command(redis, Protocol.Command.REPLICAOF, "NO", "ONE");
        }
    },
    /** It is full. */
    OOM(false) {
        @Override
        public void begin(Link link, RedisServer redis) {
            command(redis, Protocol.Command.CONFIG, "SET", "maxmemory", "1");
        }

        @Override
        public void end(Link link, RedisServer redis) {
            command(redis, Protocol.Command.CONFIG, "SET", "maxmemory", "0");
        }
    },
    /** The few connections there are have been taken by calls that hang. */
    POOL_EXHAUSTED(true) {
        @Override
        public void begin(Link link, RedisServer redis) {
            link.become(Link.State.SILENT);
        }

        @Override
        public void end(Link link, RedisServer redis) {
            link.become(Link.State.UP);
        }
    };

    private final boolean opens;

    Sickness(boolean opens) {
        this.opens = opens;
    }

    /** Returns whether Redis is of no use; otherwise it can be read, and the breaker must leave it alone. */
    public boolean opensTheBreaker() {
        return opens;
    }

    public abstract void begin(Link link, RedisServer redis);

    public abstract void end(Link link, RedisServer redis);

    private static void command(RedisServer redis, Protocol.Command command, String... arguments) {
        try (Jedis jedis = Raw.jedis(redis)) {
            jedis.sendCommand(command, arguments);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
