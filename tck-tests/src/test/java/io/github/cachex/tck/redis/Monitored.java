// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** What clients ask of a Redis server, seen by MONITOR. What a script does inside is the script's, and not counted. */
public final class Monitored implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("[0-9.]+ \\[\\d+ (\\S+)\\] \"((?:[^\"\\\\]|\\\\.)*)\".*");

    /** One command of a client, in lower case, and the client's address. */
    public record Command(String client, String name, String line) {}

    private final Jedis connection;
    private final Jedis own;
    private final Thread thread;
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    private Monitored(RedisServer redis) {
        this.connection = Raw.jedis(redis, Duration.ZERO);
        this.own = Raw.jedis(redis);
        this.thread = new Thread(this::listen, "redis-monitor");
        thread.setDaemon(true);
    }

    /** Begins to look at {@code redis}; returns when it does. */
    public static Monitored on(RedisServer redis) {
        Monitored monitored = new Monitored(redis);
        monitored.thread.start();
        monitored.begin();
        monitored.commands.clear();
        return monitored;
    }

    /** Asks until the first answer shows that the server has begun. */
    private void begin() {
        Awaitility.await("MONITOR").pollInterval(Duration.ofMillis(10)).until(() -> {
            own.echo("cachex-begin");
            return !commands.isEmpty();
        });
        settle();
    }

    private void listen() {
        try {
            connection.monitor(new JedisMonitor() {
                @Override
                public void onCommand(String line) {
                    note(line);
                }
            });
        } catch (JedisException e) {
            // Closed by the test.
        }
    }

    private void note(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && !matcher.group(1).equals("lua")) {
            commands.add(new Command(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT), line));
        }
    }

    /** Returns what clients asked since the last call, after all of it has arrived here. */
    public List<Command> take() {
        String mine = settle();
        List<Command> taken = commands.stream()
                .filter(command -> !command.client().equals(mine))
                .toList();
        commands.clear();
        return taken;
    }

    /** Waits until what was asked so far has arrived here; returns the address of the connection that this is found by. */
    private String settle() {
        String mark = "cachex-mark-" + UUID.randomUUID();
        own.echo(mark);
        return Awaitility.await("MONITOR")
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> commands.stream()
                                .filter(command -> command.line().contains(mark))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .client();
    }

    @Override
    public void close() throws IOException {
        own.close();
        connection.getConnection().forceDisconnect();
    }
}
