// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A redis-server process of the tests' own: it is stopped, counted and emptied, which nobody's shared server should be. */
final class RedisServer implements AutoCloseable {
    private final int port;
    private final Process process;

    private RedisServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a server on a free port of the loopback address: the one on the PATH, else the embedded binary. */
    static RedisServer start() {
        return start(freePort());
    }

    /** Starts a server on {@code port}. */
    static RedisServer start(int port) {
        try {
            Path directory = Files.createTempDirectory("cachex-redis");
            Process process = new ProcessBuilder(
                            executable(),
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--dir",
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
            RedisServer server = new RedisServer(port, process);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await("redis-server on port " + port)
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no redis-server could be started", e);
        }
    }

    private static String executable() throws IOException {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            File candidate = new File(directory, "redis-server");
            if (candidate.canExecute()) {
                return candidate.getPath();
            }
        }
        return ExecutableProvider.newJarResourceProvider().get().getPath();
    }

    /** Returns a port that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Jedis jedis = jedis()) {
            return "PONG".equals(jedis.ping());
        } catch (JedisException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("redis-server ended with " + process.exitValue(), e);
            }
            return false;
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Returns a bare connection, to look behind the cache's back. */
    Jedis jedis() {
        return jedis(Duration.ofSeconds(10));
    }

    /** Returns a bare connection that waits for an answer for {@code patience}; zero for as long as it takes. */
    Jedis jedis(Duration patience) {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .timeoutMillis((int) patience.toMillis())
                        .build());
    }

    /** Stops the process in its tracks; connections stay open and nothing answers. */
    void freeze() {
        Signal.STOP.send(process.pid());
    }

    /** Lets the process go on. */
    void thaw() {
        Signal.CONT.send(process.pid());
    }

    @Override
    public void close() {
        thaw();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
