// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis for tests, on the loopback address and a free port, which tests may freeze, stop and restart. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start()) {
 *     String uri = redis.uri();
 *     redis.pause();     // answers nothing from here
 *     redis.resume();
 * }
 * }</pre>
 *
 * It runs in a container where Docker works, else with the {@code redis-server} on the PATH, else with the binary of
 * embedded-redis; {@code CACHEX_TEST_REDIS=container}, {@code path} or {@code embedded} chooses. The choice is printed.
 * {@link #any} takes the server at {@code CACHEX_TEST_REDIS_URI} if that is set.
 */
public final class RedisServer implements AutoCloseable {
    private static final String GIVEN = "CACHEX_TEST_REDIS_URI";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final URI uri;
    private final @Nullable RedisHost host;

    private RedisServer(URI uri, @Nullable RedisHost host) {
        this.uri = uri;
        this.host = host;
    }

    /**
     * Returns a server that belongs to the test alone, started with {@code arguments} such as {@code "--maxmemory", "1mb"}.
     * It answers commands, if only with errors.
     *
     * @throws IllegalStateException if no Redis can be had, or not the one that {@code CACHEX_TEST_REDIS} names
     */
    public static RedisServer start(String... arguments) {
        return start(RedisChoice.ofThisMachine().get(), List.of(arguments), PATIENCE);
    }

    /**
     * The same, and never a container: such servers reach each other at their addresses, and what one saved is there after {@link
     * #restart}.
     */
    public static RedisServer startProcess(String... arguments) {
        return start(RedisChoice.ofServersInGroups().get(), List.of(arguments), PATIENCE);
    }

    /** Starts a server on a free port, and on another one where somebody took that in between. */
    static RedisServer start(RedisSource source, List<String> arguments, Duration patience) {
        return start(RedisServer::freePort, port -> source.host(port, arguments), patience);
    }

    /** Starts what {@code hosts} makes of a port, and does so on another one where somebody took that in between. */
    static RedisServer start(IntSupplier ports, IntFunction<RedisHost> hosts, Duration patience) {
        for (int attempt = 1; ; attempt++) {
            int port = ports.getAsInt();
            RedisHost host = hosts.apply(port);
            RedisServer server = new RedisServer(URI.create("redis://" + host.address() + ":" + port), host);
            try {
                host.start();
                server.awaitAnswer(patience);
                return server;
            } catch (RuntimeException | LinkageError e) {
                boolean isSilent = e instanceof ConditionTimeoutException;
                server.closeAfter(e);
                if (isSilent || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Returns the server at {@code CACHEX_TEST_REDIS_URI}, or a new one where that is not set. For tests that use names of
     * their own and leave the server as it is.
     */
    public static RedisServer any() {
        Optional<String> given = Optional.ofNullable(System.getenv(GIVEN)).filter(text -> !text.isBlank());
        return given.isEmpty() ? start() : at(given.get().strip());
    }

    private static RedisServer at(String given) {
        URI uri = URI.create(given);
        System.out.println("Redis for tests: " + uri.getHost() + ":" + uri.getPort() + ", as " + GIVEN + " says");
        return new RedisServer(uri, null);
    }

    /** Returns its address, {@code redis://<host>:<port>}: on the loopback address, unless this JVM runs in a container. */
    public String uri() {
        return uri.toString();
    }

    /** Returns its host name. */
    public String hostName() {
        return uri.getHost();
    }

    /** Returns its port, the same over restarts. */
    public int port() {
        return uri.getPort() < 0 ? 6379 : uri.getPort();
    }

    /**
     * Freezes it: connections stay open, connecting works, and nothing is answered. Does nothing if it is frozen.
     *
     * @throws IllegalStateException if it is stopped, or not ours
     */
    public void pause() {
        own().pause();
    }

    /**
     * Ends a {@link #pause}. Does nothing if it is not frozen.
     *
     * @throws IllegalStateException if it is stopped, or not ours
     */
    public void resume() {
        own().resume();
    }

    /** Ends it at once, frozen or not: connections break, connecting is refused, all data is lost. Does nothing if it is stopped. */
    public void stop() {
        own().stop();
    }

    /** Starts it again on the same port, empty unless it saved something. Returns when it answers. */
    public void restart() {
        own().stop();
        own().start();
        awaitAnswer(PATIENCE);
    }

    /** Ends it and frees its port. A server that was given goes on. */
    @Override
    public void close() {
        if (host != null) {
            host.stop();
        }
    }

    /** Returns whether it runs and is not frozen. */
    boolean isServing() {
        return own().isServing();
    }

    private RedisHost own() {
        if (host == null) {
            throw new IllegalStateException("the server of " + GIVEN + " is not ours to stop; use RedisServer.start()");
        }
        return host;
    }

    void awaitAnswer(Duration patience) {
        Awaitility.await("an answer of Redis at " + hostName() + ":" + port())
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> answers() || !own().isRunning());
        if (!own().isRunning()) {
            throw new IllegalStateException(host + " ended by itself");
        }
    }

    /** Any answer will do: an error says that it runs. */
    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(hostName(), port()), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            int first = socket.getInputStream().read();
            return first == '+' || first == '-';
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a port of the loopback address that nobody listened on a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "RedisServer[" + hostName() + ":" + port() + "]";
    }
}
