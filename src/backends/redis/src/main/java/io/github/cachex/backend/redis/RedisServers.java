// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The servers of a Redis, as configured. Never shows credentials.
 *
 * @param mode how they stand together; where it was not said, what the address tells
 * @param said whether the mode was said, by its key or by the scheme; else one server may turn out to be a node of a cluster
 * @param hosts whom to ask first: Redis servers, or Sentinels with credentials of their own
 * @param master the name by which Sentinels know the server that takes writes; empty in other modes
 * @param login what counts for every Redis server: the credentials, the database and TLS, and a place that is of no use
 */
record RedisServers(
        RedisMode mode, boolean said, List<RedisAddress> hosts, Optional<String> master, RedisAddress login) {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    /**
     * Reads an address as {@link AddressText} does. Several hosts are those of a cluster.
     *
     * @throws IllegalArgumentException "problem; remedy", without any part of {@code text}
     */
    static RedisServers parse(String text) {
        AddressText parts = AddressText.parse(text);
        RedisAddress login = new RedisAddress("", 0, parts.user(), parts.password(), database(parts), parts.tls());
        Optional<String> master = Optional.empty();
        RedisMode mode = parts.hosts().size() > 1 ? RedisMode.CLUSTER : RedisMode.STANDALONE;
        RedisAddress asking = login;
        if (parts.sentinel()) {
            mode = RedisMode.SENTINEL;
            master = Optional.of(master(parts));
            // What the address says is for Redis; Sentinels have no databases, and other users.
            asking = new RedisAddress("", 0, Optional.empty(), Optional.empty(), 0, parts.tls());
        }
        RedisAddress any = asking;
        int port = parts.sentinel() ? SENTINEL_PORT : REDIS_PORT;
        List<RedisAddress> hosts = parts.hosts().stream()
                .map(host -> any.at(host.name(), host.port().orElse(port)))
                .toList();
        return new RedisServers(mode, parts.sentinel(), hosts, master, login);
    }

    private static int database(AddressText parts) {
        return parts.database(parts.sentinel() ? 1 : 0);
    }

    private static String master(AddressText parts) {
        if (parts.path().isEmpty() || !parts.path().get(0).matches("[\\w.-]+")) {
            throw new IllegalArgumentException("does not say which master the Sentinels watch;"
                    + " write redis-sentinel://host:26379/name, the name of their sentinel monitor");
        }
        return parts.path().get(0);
    }

    /** Returns the same with a mode that was said. */
    RedisServers in(RedisMode other) {
        return new RedisServers(other, true, hosts, master, login);
    }

    /** Returns the same with other credentials for Redis, where there are any. */
    RedisServers with(Optional<String> user, Optional<String> password) {
        RedisAddress other = login.with(user.or(login::user), password.or(login::password));
        List<RedisAddress> asked = mode == RedisMode.SENTINEL
                ? hosts
                : hosts.stream().map(host -> other.at(host.host(), host.port())).toList();
        return new RedisServers(mode, said, asked, master, other);
    }

    /** Returns the same with credentials for the Sentinels. */
    RedisServers withSentinels(Optional<String> user, Optional<String> password) {
        return new RedisServers(
                mode,
                said,
                hosts.stream().map(host -> host.with(user, password)).toList(),
                master,
                login);
    }

    /** Returns what to dial where a Redis server is at this place. */
    RedisAddress server(String host, int port) {
        return login.at(host, port);
    }

    @Override
    public String toString() {
        String places = hosts.stream().map(RedisAddress::place).collect(Collectors.joining(","));
        String behind = master.map(name -> "/" + name).orElse("");
        return places + behind + "/" + login.database() + (login.tls() ? " with TLS" : "");
    }
}
