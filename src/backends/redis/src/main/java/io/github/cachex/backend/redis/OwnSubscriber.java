// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Listens on a connection of its own, in RESP2, with a heartbeat: a ping each second, and the connection counts as dead
 * when nothing came for three. Jedis's own subscriber is not used: it keeps an object for every ping it ever sent.
 */
final class OwnSubscriber implements Subscriber {
    private static final long PING_MILLIS = 1_000;
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final Duration DIAL_BUDGET = Duration.ofSeconds(2);

    private final Dialler dialler;
    private final JedisClientConfig config;
    private final Watchdog watchdog;
    private @Nullable Line line;
    private boolean hungUp;

    OwnSubscriber(Dialler dialler, JedisClientConfig config, Watchdog watchdog) {
        this.dialler = dialler;
        this.config = config;
        this.watchdog = watchdog;
    }

    @Override
    public void listen(Collection<String> channels, Runnable subscribed, Consumer<String> message) {
        Line opened = open();
        if (!keep(opened)) {
            opened.cut();
            return;
        }
        Future<?> heartbeat = watchdog.every(PING_MILLIS, opened::beat);
        try {
            opened.setTimeoutInfinite();
            opened.say(Command.SUBSCRIBE, channels.toArray(String[]::new));
            int missing = channels.size();
            while (true) {
                List<?> heard = opened.hear();
                switch (text(heard.get(0))) {
                    case "subscribe" -> {
                        if (--missing == 0) {
                            subscribed.run();
                        }
                    }
                    case "message" -> message.accept(text(heard.get(2)));
                    default -> {
                        // A pong has done its duty by arriving.
                    }
                }
            }
        } finally {
            heartbeat.cancel(false);
            opened.cut();
        }
    }

    private Line open() {
        try (BoundCall call = BoundCall.bind(CallBudget.of(DIAL_BUDGET))) {
            return new Line(dialler, config);
        }
    }

    private synchronized boolean keep(Line opened) {
        line = opened;
        return !hungUp;
    }

    @Override
    public synchronized void hangUp() {
        hungUp = true;
        if (line != null) {
            line.cut();
        }
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    /** A connection on which one thread listens while another sends pings. */
    private static final class Line extends Connection {
        private volatile long heard = System.nanoTime();

        Line(Dialler dialler, JedisClientConfig config) {
            super(dialler, config);
        }

        void say(Command command, String... arguments) {
            sendCommand(command, arguments);
            flush();
        }

        List<?> hear() {
            Object reply = getUnflushedObject();
            heard = System.nanoTime();
            if (reply instanceof List<?> parts && parts.size() > 1) {
                return parts;
            }
            throw new JedisConnectionException("an answer that no subscriber expects");
        }

        void beat() {
            if (System.nanoTime() - heard > DEAD_NANOS) {
                cut();
            } else {
                say(Command.PING);
            }
        }

        void cut() {
            try {
                forceDisconnect();
            } catch (IOException e) {
                // Cut is cut.
            }
        }
    }
}
