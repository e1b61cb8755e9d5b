// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Listens on a connection of its own, in RESP2. Jedis's own subscriber is not used: it keeps an object for every ping it ever
 * sent.
 */
final class ManagedSubscriber implements Subscriber {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    private static final Duration DIAL_BUDGET = Duration.ofSeconds(2);
    private static final Duration SAY_BUDGET = Duration.ofSeconds(1);

    private final SocketConnector connector;
    private final JedisClientConfig config;
    private final ServerWatch watch;
    private final ConnectionLife life;
    /** What was refused on this or another connection, and was said. */
    private final Set<String> said;

    private @Nullable Line line;
    private boolean hungUp;

    ManagedSubscriber(
            SocketConnector connector,
            JedisClientConfig config,
            ServerWatch watch,
            ConnectionLife life,
            Set<String> said) {
        this.connector = connector;
        this.config = config;
        this.watch = watch;
        this.life = life;
        this.said = said;
    }

    @Override
    public void listen(String home, SubscriptionListener listener) {
        Line opened = open();
        try {
            if (keep(opened)) {
                opened.setTimeoutInfinite();
                listener.opened();
                while (true) {
                    opened.hear(listener);
                }
            }
        } finally {
            opened.cut();
        }
    }

    private Line open() {
        try (CallScope call = CallScope.bind(CallBudget.of(DIAL_BUDGET))) {
            Line opened = new Line(connector, config, said);
            connector.check(opened);
            if (!opened.takesWrites()) {
                // It is heard all the same: a replica passes on what its primary is told.
                watch.doubt();
            }
            return opened;
        }
    }

    private synchronized boolean keep(Line opened) {
        line = opened;
        return !hungUp;
    }

    @Override
    public void subscribe(Collection<String> channels) {
        // One by one, since a command is refused as a whole where rights lack for one of its channels.
        channels.forEach(channel -> say(Command.SUBSCRIBE, channel));
    }

    @Override
    public void unsubscribe(String channel) {
        say(Command.UNSUBSCRIBE, channel);
    }

    @Override
    public void beat(String text) {
        say(Command.PING, text);
    }

    private void say(Command command, String argument) {
        Line open = line();
        if (open != null) {
            open.say(command, argument);
        }
    }

    private synchronized @Nullable Line line() {
        return line;
    }

    @Override
    public boolean isOver() {
        return life.isOver();
    }

    @Override
    public synchronized void hangUp() {
        hungUp = true;
        if (line != null) {
            line.cut();
        }
    }

    /** A connection on which one thread listens while another speaks. */
    private static final class Line extends BoundedConnection {
        private static final Pattern ARGUMENTS = Pattern.compile("(?s), with args beginning with: .*");

        private final Set<String> said;
        /** What was sent and not answered yet: the channel of a subscription, or nothing of note. */
        private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

        Line(SocketConnector connector, JedisClientConfig config, Set<String> said) {
            super(connector, config);
            this.said = said;
        }

        @Override
        Replies replies() {
            return Replies.OF_CHANNELS;
        }

        void say(Command command, String argument) {
            // A socket that takes no more is closed when this is over.
            try (CallScope call = CallScope.bind(CallBudget.of(SAY_BUDGET))) {
                unanswered.add(command == Command.SUBSCRIBE ? argument : "");
                sendCommand(command, argument);
                flush();
            }
        }

        void hear(SubscriptionListener listener) {
            Object reply;
            try {
                reply = getUnflushedObject();
            } catch (JedisDataException e) {
                // Rights that lack for a channel cost that channel, not the link.
                // Said once: what is refused to a beat is refused to all of them.
                String channel = answered();
                if (channel.isEmpty() || !listener.refused(channel)) {
                    refused(ARGUMENTS.matcher(String.valueOf(e.getMessage())).replaceFirst(""));
                }
                return;
            }
            if (reply instanceof byte[] pong) {
                // While nothing is subscribed to, a ping is answered as anywhere.
                String unused = answered();
                listener.beaten(text(pong));
            } else if (reply instanceof List<?> parts && parts.size() > 1) {
                heard(text(parts.get(0)), parts, listener);
            } else {
                throw new JedisConnectionException("an answer that no subscriber expects");
            }
        }

        private void refused(String answer) {
            if (said.add(answer)) {
                LOG.log(LogMessage.LINK_REFUSED.with(Refusal.explained(answer)));
            }
        }

        private String answered() {
            String channel = unanswered.poll();
            return channel == null ? "" : channel;
        }

        private void heard(String kind, List<?> parts, SubscriptionListener listener) {
            if (!kind.equals("message")) {
                String unused = answered();
            }
            switch (kind) {
                case "subscribe" -> listener.subscribed(text(parts.get(1)));
                case "message" -> listener.message(text(parts.get(1)), (byte[]) parts.get(2));
                case "pong" -> listener.beaten(text(parts.get(1)));
                default -> {
                    // An end of a subscription concerns nobody any more.
                }
            }
        }

        private static String text(Object bytes) {
            return new String((byte[]) bytes, StandardCharsets.UTF_8);
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
