// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.ConnectGate.NotDialled;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One Sentinel: who it says is the primary, and when it says that another one is. Each question has a connection of its own. Thread-safe.
 */
final class Sentinel {
    private static final String SWITCHED = "+switch-master";
    private static final String NOT_KNOWN = "what it answers is not known";

    private final RedisAddress address;
    private final String master;
    private final SocketConnector connector;
    private final JedisClientConfig config;

    /**
     * Who takes writes, by the word of one Sentinel.
     *
     * @param epoch the number of the vote in which that was settled; of two words the one with the higher counts
     */
    record Primary(String host, int port, long epoch) {
        boolean isAt(Primary other) {
            return host.equals(other.host) && port == other.port;
        }
    }

    /**
     * Creates one.
     *
     * @param master the name of the primary that is asked for
     * @param settings how long to wait for it, and TLS
     */
    Sentinel(RedisAddress address, String master, RedisSettings settings, Watchdog watchdog) {
        this.address = address;
        this.master = master;
        this.connector = new SocketConnector(ServerLocator.at(address), settings, new ConnectGate(), watchdog);
        this.config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(address.user().orElse(null))
                .password(address.password().orElse(null))
                .socketTimeoutMillis((int) settings.socketTimeout().toMillis())
                .build();
    }

    /** Returns who takes writes. */
    Primary primary() throws IOException {
        try (BoundedConnection connection = new BoundedConnection(connector, config)) {
            connection.sendCommand(Command.SENTINEL, "MASTER", master);
            return read(connection.getOne());
        } catch (RuntimeException e) {
            throw new IOException(problem(e), e);
        }
    }

    private Primary read(@Nullable Object answer) throws IOException {
        List<String> facts = new ArrayList<>();
        if (answer instanceof List<?> parts) {
            parts.forEach(part -> facts.add(part instanceof byte[] text ? text(text) : ""));
        }
        try {
            return new Primary(
                    fact(facts, "ip"),
                    Integer.parseInt(fact(facts, "port")),
                    Long.parseLong(fact(facts, "config-epoch")));
        } catch (NumberFormatException e) {
            throw new IOException(address.place() + ": " + NOT_KNOWN, e);
        }
    }

    private static String fact(List<String> facts, String name) {
        int at = facts.indexOf(name);
        return at < 0 || at + 1 == facts.size() ? "" : facts.get(at + 1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns what is wrong, in words that {@link Contact} knows a remedy for. */
    private String problem(RuntimeException e) {
        String answer = String.valueOf(e.getMessage());
        if (!(e instanceof JedisException)) {
            // Jedis casts and counts what it is answered, as if nothing else could be.
            answer = NOT_KNOWN;
        } else if (address.password().filter(answer::contains).isPresent()) {
            answer = "its answer repeats credentials and is not shown";
        } else if (e instanceof JedisDataException && answer.contains("unknown command")) {
            answer = "it is a Redis, no Sentinel";
        } else if (!(e instanceof NotDialled) && !(e instanceof JedisDataException)) {
            answer = "no answer: " + answer;
        }
        return address.place() + ": " + answer;
    }

    /** Returns what to do about problems that Sentinels have, in capital letters. */
    static String remedy(String problems) {
        String keys = ConfiguredServers.PREFIX;
        List<String> remedies = new ArrayList<>();
        if (problems.contains("NO SUCH MASTER")) {
            remedies.add("look at the name behind the hosts in " + keys + "uri: that of their sentinel monitor");
        }
        if (problems.contains("AUTH") || problems.contains("WRONGPASS") || problems.contains("NOPERM")) {
            remedies.add("look at " + keys + "sentinel.username and " + keys + "sentinel.password");
        }
        if (problems.contains("NO SENTINEL,") || problems.endsWith("NO SENTINEL")) {
            remedies.add("write redis:// in " + keys + "uri, or the port of the Sentinel, 26379");
        }
        return remedies.isEmpty()
                ? "look at the hosts and ports of the Sentinels in " + keys + "uri, and whether they speak TLS"
                : String.join("; ", remedies);
    }

    /** Opens a connection on which a switch is heard. */
    Line listen() throws IOException {
        try {
            return new Line(connector, config);
        } catch (RuntimeException e) {
            throw new IOException(problem(e), e);
        }
    }

    /** A connection on which one thread waits for word of a switch. */
    static final class Line extends BoundedConnection {
        private Line(SocketConnector connector, JedisClientConfig config) {
            super(connector, config);
            sendCommand(Command.SUBSCRIBE, SWITCHED);
            getOne();
        }

        @Override
        Replies replies() {
            return Replies.OF_CHANNELS;
        }

        /** Returns when some primary was switched; false where nothing was said for {@code millis}, and the connection is closed. */
        boolean awaitSwitch(int millis) {
            setSoTimeout(millis);
            try {
                while (true) {
                    if (getUnflushedObject() instanceof List<?> parts
                            && parts.get(0) instanceof byte[] kind
                            && text(kind).equals("message")) {
                        return true;
                    }
                }
            } catch (JedisConnectionException e) {
                if (e.getCause() instanceof SocketTimeoutException) {
                    return false;
                }
                throw e;
            }
        }

        /** Ends it, from any thread. */
        void cut() {
            try {
                forceDisconnect();
            } catch (IOException e) {
                // Cut is cut.
            }
        }
    }
}
