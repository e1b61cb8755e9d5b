// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.providers.ConnectionProvider;

/** A Jedis without a server: it has the answers that the test gives. */
final class StandInJedis extends UnifiedJedis {
    private final Function<String, Object> answers;

    /** Creates one that answers to a command, its words with blanks between them, by {@code answers}. */
    StandInJedis(Function<String, Object> answers) {
        super(new Nowhere(), RedisProtocol.RESP2);
        this.answers = answers;
    }

    @Override
    public Object executeCommand(CommandArguments command) {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(new String(word.getRaw(), StandardCharsets.UTF_8)));
        return answers.apply(String.join(" ", words));
    }

    /** Has no connections. */
    static final class Nowhere implements ConnectionProvider {
        @Override
        public Connection getConnection() {
            throw new JedisConnectionException("nowhere");
        }

        @Override
        public Connection getConnection(CommandArguments arguments) {
            return getConnection();
        }

        @Override
        public void close() {}
    }
}
