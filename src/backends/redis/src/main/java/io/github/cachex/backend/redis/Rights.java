// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** What a user of Redis must be allowed, and which rule to add where something of it is refused. */
final class Rights {
    /** Without one of these, something does not work; inside scripts too, each command is looked at. */
    static final List<String> COMMANDS = List.of(
            "append",
            "del",
            "eval",
            "evalsha",
            "getrange",
            "hget",
            "hincrby",
            "hset",
            "persist",
            "pexpire",
            "ping",
            "pttl",
            "publish",
            "scan",
            "set",
            "setrange",
            "subscribe",
            "time",
            "touch",
            "unlink",
            "unsubscribe",
            "zadd",
            "zcard",
            "zcount",
            "zrange",
            "zrangebyscore",
            "zremrangebyrank",
            "zscore");

    private static final String GRANT = "ACL SETUSER <user> ";
    private static final String PROBE = Script.resource("rights");
    private static final Pattern COMMAND = Pattern.compile("run the '([\\w|-]+)'");

    private Rights() {}

    /** Returns the rules for {@code prefix}, as they are documented. */
    static String rules(String prefix) {
        return "~" + prefix + ":* &" + prefix + ":* "
                + COMMANDS.stream().map(command -> "+" + command).collect(Collectors.joining(" "));
    }

    /** Returns the rule to add for what {@code jedis} may not do of what is done in scripts; empty where it may do all of it. */
    static Optional<String> lacking(UnifiedJedis jedis) {
        if (!(jedis instanceof RedisClient)) {
            // One that knows several servers would ask any of them.
            return Optional.empty();
        }
        try {
            Object told = jedis.eval(PROBE);
            return Optional.of(String.valueOf(told))
                    .filter(commands -> !commands.isBlank())
                    .map(commands -> GRANT + "+" + commands.replace(" ", " +"));
        } catch (JedisDataException e) {
            // That of scripts, or what says nothing of rights.
            return remedy(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the rule to add, where {@code answer} says that a right lacks. */
    static Optional<String> remedy(String answer) {
        boolean refused = answer.contains("NOPERM") || answer.contains("The user executing the script can't");
        if (!refused) {
            return Optional.empty();
        }
        Matcher command = COMMAND.matcher(answer);
        if (command.find()) {
            return Optional.of(GRANT + "+" + command.group(1).toLowerCase(Locale.ROOT));
        } else if (answer.contains("channel")) {
            return Optional.of(GRANT + "&<prefix>:*");
        } else if (answer.contains("key")) {
            return Optional.of(GRANT + "~<prefix>:*");
        }
        // Redis 6.2 does not say which command of a script it was.
        return Optional.of(GRANT + rules("<prefix>"));
    }
}
