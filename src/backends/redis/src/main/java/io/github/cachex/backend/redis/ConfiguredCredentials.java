// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.Credentials.Login;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads as whom to ask, again and again: of keys of their own, or of the address, of which no more than that is taken later. */
final class ConfiguredCredentials {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final Supplier<Optional<String>> uri;
    private final Supplier<Optional<String>> username;
    private final Supplier<Optional<String>> password;
    private final String place;
    private boolean warned;

    private ConfiguredCredentials(BackendContext context, String place) {
        this.uri = context.current(ConfiguredServers.URI);
        this.username = context.current(ConfiguredServers.USERNAME);
        this.password = context.current(ConfiguredServers.PASSWORD);
        this.place = place;
    }

    /** Returns those for {@code servers}. */
    static Credentials read(BackendContext context, RedisServers servers) {
        ConfiguredCredentials configured = new ConfiguredCredentials(context, place(servers));
        return new Credentials(configured::login, System::nanoTime);
    }

    private static String place(RedisServers servers) {
        return servers.hosts().stream().map(RedisAddress::place).toList() + " " + servers.master() + " "
                + servers.login().database() + " " + servers.login().tls();
    }

    private Login login() {
        Optional<RedisAddress> written = uri.get().map(this::written);
        return new Login(
                username.get().or(() -> written.flatMap(RedisAddress::user)),
                password.get().or(() -> written.flatMap(RedisAddress::password)));
    }

    /** An address that cannot be read any more throws, which is told by whoever asks. */
    private RedisAddress written(String text) {
        RedisServers servers = RedisServers.parse(text);
        if (!place(servers).equals(place) && !warned) {
            warned = true;
            LOG.log(LogMessage.ADDRESS_CHANGED.with(ConfiguredServers.URI.name()));
        }
        return servers.login();
    }
}
