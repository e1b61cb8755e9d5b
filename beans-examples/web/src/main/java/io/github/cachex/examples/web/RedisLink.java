// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one relay of this application, where {@code example.redis.uri} or {@code EXAMPLE_REDIS_URI} names a Redis. */
@ApplicationScoped
public class RedisLink {
    static final String REDIS = "example.redis.uri";
    private static final String REDIS_VARIABLE = "EXAMPLE_REDIS_URI";
    private static final int USUAL_PORT = 6379;

    /** Static: a server makes configuration sources before there are beans, and perhaps more than one. */
    private static @Nullable Relay relay;

    /** Returns the address of the relay, opened at the first call; empty where no Redis is named. */
    static synchronized Optional<String> address() {
        return redis().map(uri -> {
            try {
                if (relay == null) {
                    relay = Relay.to(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return through(uri, relay.port());
        });
    }

    static synchronized Optional<Relay> relay() {
        return Optional.ofNullable(relay);
    }

    private static Optional<URI> redis() {
        return Optional.ofNullable(System.getProperty(REDIS))
                .or(() -> Optional.ofNullable(System.getenv(REDIS_VARIABLE)))
                .filter(text -> !text.isBlank())
                .map(URI::create);
    }

    /** The user, the password and the number of the database stay. */
    static String through(URI redis, int port) {
        String user = redis.getRawUserInfo() == null ? "" : redis.getRawUserInfo() + "@";
        String path = redis.getRawPath() == null ? "" : redis.getRawPath();
        return redis.getScheme() + "://" + user + "127.0.0.1:" + port + path;
    }

    /** Ends with the application, after its caches: they are closed with the beans. */
    static synchronized void end(@Observes @Destroyed(ApplicationScoped.class) Object event) throws IOException {
        if (relay != null) {
            relay.close();
        }
    }
}
