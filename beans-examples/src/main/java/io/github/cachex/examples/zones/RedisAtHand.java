// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis: the one that is configured, else one that is started here on a free loopback port. */
public final class RedisAtHand implements StoreAtHand {
    private static final String VARIABLE = "CACHEX_BACKEND_REDIS_URI";

    private final String uri;
    private final @Nullable RedisServer started;

    private RedisAtHand(String uri, @Nullable RedisServer started) {
        this.uri = uri;
        this.started = started;
    }

    /** Returns the Redis of the environment variable {@code CACHEX_BACKEND_REDIS_URI}, else a new one. */
    public static RedisAtHand find() throws IOException {
        Optional<String> configured =
                Optional.ofNullable(System.getenv(VARIABLE)).filter(uri -> !uri.isBlank());
        return configured.isPresent() ? new RedisAtHand(configured.get(), null) : start();
    }

    /** Starts a Redis of its own. */
    public static RedisAtHand start() throws IOException {
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .onShutdownForceStop(true)
                .build();
        server.start();
        return new RedisAtHand("redis://127.0.0.1:" + port, server);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns its address, which may hold a password. */
    public String uri() {
        return uri;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(VARIABLE, uri);
    }

    @Override
    public String description() {
        return started == null
                ? "Redis: the one that " + VARIABLE + " names"
                : "Redis: started one at " + uri + " (set " + VARIABLE + " to use yours)";
    }

    @Override
    public void close() throws IOException {
        if (started != null) {
            started.stop();
        }
    }
}
