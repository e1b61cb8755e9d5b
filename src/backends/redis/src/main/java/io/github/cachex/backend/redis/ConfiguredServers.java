// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import java.util.List;
import java.util.Optional;

/** Reads which servers are meant and how they stand together. What does not fit is noted, all of it at once. */
final class ConfiguredServers {
    static final String PREFIX = "cachex.backend.redis.";

    static final ConfigKey URI = ConfigKey.secret(
            PREFIX + "uri",
            "The address: redis://user:password@host:6379/0, rediss:// for TLS; several hosts of a cluster, with"
                    + " commas between; redis-sentinel://host:26379/master; ports may be left out.");
    static final ConfigKey USERNAME =
            ConfigKey.secret(PREFIX + "username", "The user, if the address is not to name it.");
    static final ConfigKey PASSWORD =
            ConfigKey.secret(PREFIX + "password", "The password, if the address is not to hold it.");
    static final ConfigKey MODE = ConfigKey.of(
            PREFIX + "mode",
            "",
            "How the servers stand together: standalone, sentinel or cluster; by default what the address says.");
    static final ConfigKey SENTINEL_USERNAME =
            ConfigKey.secret(PREFIX + "sentinel.username", "The user for the Sentinels, where they ask for one.");
    static final ConfigKey SENTINEL_PASSWORD =
            ConfigKey.secret(PREFIX + "sentinel.password", "The password for the Sentinels, where they ask for one.");

    private final BackendContext context;

    private ConfiguredServers(BackendContext context) {
        this.context = context;
    }

    /** Returns the servers; empty where the address cannot be read, which has been noted. */
    static Optional<RedisServers> read(BackendContext context) {
        return new ConfiguredServers(context).read();
    }

    private Optional<RedisServers> read() {
        Optional<RedisMode> mode = mode();
        Optional<RedisServers> written = written();
        if (written.isEmpty()) {
            return written;
        }
        RedisServers servers = written.get();
        mode.ifPresent(wanted -> check(wanted, servers));
        RedisServers meant = mode.map(servers::in).orElse(servers);
        if (meant.mode() == RedisMode.CLUSTER && meant.login().database() != 0) {
            context.problem(
                    URI,
                    "names a database, and a cluster has none but 0",
                    "leave /" + meant.login().database() + " out, and tell applications apart by cachex.prefix");
        }
        Optional<String> user = context.text(SENTINEL_USERNAME);
        Optional<String> password = context.text(SENTINEL_PASSWORD);
        if (meant.mode() != RedisMode.SENTINEL) {
            user.ifPresent(any -> hasNoEffect(SENTINEL_USERNAME));
            password.ifPresent(any -> hasNoEffect(SENTINEL_PASSWORD));
            return Optional.of(meant);
        }
        return Optional.of(meant.withSentinels(user, password));
    }

    private Optional<RedisMode> mode() {
        Optional<String> text = context.text(MODE);
        Optional<RedisMode> mode = text.flatMap(RedisMode::of);
        if (text.isPresent() && mode.isEmpty()) {
            context.problem(MODE, "no such mode", "write standalone, sentinel or cluster, or leave it out");
        }
        return mode;
    }

    private Optional<RedisServers> written() {
        Optional<String> text = context.text(URI);
        if (text.isEmpty()) {
            context.problem(URI, "is not set", "write redis://host:6379, or hand in a Jedis client");
            return Optional.empty();
        }
        try {
            return Optional.of(RedisServers.parse(text.get()).with(context.text(USERNAME), context.text(PASSWORD)));
        } catch (IllegalArgumentException e) {
            String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
            context.problem(URI, parts[0], parts[1]);
            return Optional.empty();
        }
    }

    private void check(RedisMode wanted, RedisServers servers) {
        String uri = URI.name();
        boolean sentinels = servers.mode() == RedisMode.SENTINEL;
        if (wanted == RedisMode.SENTINEL && !sentinels) {
            context.problem(
                    MODE,
                    uri + " names no Sentinels",
                    "write redis-sentinel://host:26379/name there, with the name of the master, or leave the mode out");
        } else if (wanted != RedisMode.SENTINEL && sentinels) {
            context.problem(
                    MODE, uri + " names Sentinels", "write sentinel or leave it out, or write redis://host:6379 there");
        } else if (wanted == RedisMode.STANDALONE && servers.hosts().size() > 1) {
            context.problem(
                    MODE,
                    uri + " names " + servers.hosts().size() + " hosts",
                    "write cluster if they are nodes of one, or one host there");
        }
    }

    private void hasNoEffect(ConfigKey key) {
        context.problem(
                key,
                "has no effect without Sentinels",
                "write redis-sentinel://host:26379/name in " + URI.name() + ", or leave it out");
    }

    static List<ConfigKey> keys() {
        return List.of(URI, USERNAME, PASSWORD, MODE, SENTINEL_USERNAME, SENTINEL_PASSWORD);
    }
}
