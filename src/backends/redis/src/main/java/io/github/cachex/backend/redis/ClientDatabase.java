// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The number of the database in which a client of the application works. The client does not tell it, so Redis is asked once.
 * Thread-safe.
 */
final class ClientDatabase {
    private static final Pattern NUMBER = Pattern.compile("\\bdb=(\\d+)");
    /** There are never so many, so that this selects nothing. */
    private static final String NONE = String.valueOf(Integer.MAX_VALUE);

    /** The databases that are looked through; a Redis has 16 unless it is told otherwise. */
    private static final int MANY = 64;

    private final Client client;
    private final boolean numbered;
    private volatile int known = -1;

    /** Creates one that asks through {@code client}, where {@code jedis} is of a kind whose databases have numbers. */
    ClientDatabase(Client client, UnifiedJedis jedis) {
        this.client = client;
        this.numbered = jedis instanceof RedisClient || jedis instanceof RedisSentinelClient;
    }

    /** Returns the number, asking Redis where that has not told it yet. */
    int number() {
        if (known < 0) {
            known = numbered ? client.run(ClientDatabase::ask) : 0;
        }
        return known;
    }

    private static int ask(UnifiedJedis jedis) {
        try {
            Object told = jedis.executeCommand(new CommandArguments(Command.CLIENT).add("INFO"));
            Matcher number =
                    NUMBER.matcher(told instanceof byte[] line ? new String(line, StandardCharsets.UTF_8) : "");
            return number.find() ? Integer.parseInt(number.group(1)) : 0;
        } catch (JedisDataException e) {
            OptionalInt found = seek(jedis);
            if (found.isPresent()) {
                return found.getAsInt();
            }
            if (mayBeAnother(jedis)) {
                throw new JedisAccessControlException(
                        "NOPERM CLIENT INFO is refused, which tells the number of the database: in"
                                + " another than 0, other JVMs would not be told of changes; ACL SETUSER <user> +client|info");
            }
            return 0;
        }
    }

    /**
     * Finds the number where a managed Redis has no CLIENT: a key is moved, which is not there, to one database after the other; that
     * to the client's own is an error of its own. Empty where that is refused too.
     */
    private static OptionalInt seek(UnifiedJedis jedis) {
        String noKey = "cachex:no-such-key:" + UUID.randomUUID();
        try {
            for (int number = 0; number < MANY; number++) {
                try {
                    jedis.executeCommand(
                            new CommandArguments(Command.MOVE).key(noKey).add(number));
                } catch (JedisDataException e) {
                    if (String.valueOf(e.getMessage()).contains("objects are the same")) {
                        return OptionalInt.of(number);
                    }
                    throw e;
                }
            }
            return OptionalInt.empty();
        } catch (JedisDataException e) {
            return OptionalInt.empty();
        }
    }

    /** Whoever may not select a database is in the first one. */
    private static boolean mayBeAnother(UnifiedJedis jedis) {
        try {
            jedis.executeCommand(new CommandArguments(Command.SELECT).add(NONE));
            return false;
        } catch (JedisDataException e) {
            return String.valueOf(e.getMessage()).contains("out of range");
        }
    }
}
