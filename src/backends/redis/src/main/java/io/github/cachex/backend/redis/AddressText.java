// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an address as it was written. Never shows its credentials.
 *
 * @param sentinel whether its scheme says that the hosts are Sentinels
 * @param tls whether to speak TLS
 * @param user the user, where one is named
 * @param password the password, where one is given
 * @param hosts the hosts
 * @param path what stands behind the hosts, from the slash on; empty where nothing does
 */
record AddressText(
        boolean sentinel,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        List<Host> hosts,
        List<String> path) {
    static final String EXAMPLE = "write redis://host:6379, or rediss://user:password@host:6379/0 for TLS";

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[\\w:.%]+]|[\\w.-]+)(:(?<port>\\d*))?");
    /** User and password, a host, and again a user and a password. */
    private static final Pattern AGAIN = Pattern.compile("[^@]*@(\\[[\\w:.%]+]|[\\w.-]+)(:\\d+)?,[^@,]*:[^@]*(@.*)?");

    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /**
     * A host and its port.
     *
     * @param name a name or an address
     * @param port its port, where one is written
     */
    record Host(String name, Optional<Integer> port) {}

    /**
     * Reads an address. Scheme and port may be left out. Of the credentials nothing is assumed but that the last {@code @}
     * ends them, so that any password can be written as it is, or percent-encoded.
     *
     * @throws IllegalArgumentException "problem; remedy", without any part of {@code text}
     */
    static AddressText parse(String text) {
        String rest = text.strip();
        Matcher found = SCHEME.matcher(rest);
        String scheme = "redis";
        if (found.lookingAt()) {
            scheme = known(found.group(1).toLowerCase(Locale.ROOT));
            rest = rest.substring(found.end());
        }
        int at = rest.lastIndexOf('@');
        String place = rest.substring(at + 1);
        if (place.contains("?") || place.contains("#")) {
            throw new IllegalArgumentException("what stands behind ? or # is not known; leave it out and use the keys"
                    + " cachex.backend.redis.*, percent-encode it where it belongs to a password");
        }
        String credentials = at < 0 ? "" : rest.substring(0, at);
        int colon = credentials.indexOf(':');
        if (AGAIN.matcher(credentials).matches()) {
            throw new IllegalArgumentException("has credentials before more than one host; write them once, before the"
                    + " first host, and percent-encode an @ that belongs to a password");
        }
        if (!credentials.isEmpty() && colon < 0) {
            throw new IllegalArgumentException(
                    "has a user without a password; write user:password@host, or :password@host");
        }
        String[] parts = place.split("/", -1);
        return new AddressText(
                scheme.endsWith("-sentinel"),
                scheme.startsWith("rediss"),
                decoded(credentials.substring(0, Math.max(colon, 0))),
                decoded(credentials.substring(colon + 1)),
                hosts(parts[0]),
                List.of(parts).subList(1, parts.length));
    }

    private static String known(String scheme) {
        return switch (scheme) {
            case "redis", "rediss", "redis-sentinel", "rediss-sentinel" -> scheme;
            default ->
                throw new IllegalArgumentException(
                        "its scheme is none of redis, rediss, redis-sentinel, rediss-sentinel; " + EXAMPLE);
        };
    }

    private static List<Host> hosts(String text) {
        List<Host> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = HOST.matcher(part.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not an address of a Redis; " + EXAMPLE);
            }
            Host host = new Host(matcher.group("host"), port(matcher.group("port")));
            if (!hosts.contains(host)) {
                hosts.add(host);
            }
        }
        return List.copyOf(hosts);
    }

    private static Optional<Integer> port(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return Optional.empty();
        }
        int port = number(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("its port is not from 1 to 65535; " + EXAMPLE);
        }
        return Optional.of(port);
    }

    private static int number(String digits) {
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** Returns the database that the part {@code index} of the path names, or 0 where there is none. */
    int database(int index) {
        String digits = index < path.size() ? path.get(index) : "";
        if (path.size() > index + 1 || !digits.matches("\\d{0,5}")) {
            throw new IllegalArgumentException(
                    "what stands behind its hosts is not the number of a database; " + EXAMPLE);
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static Optional<String> decoded(String text) {
        String decoded = ESCAPED.matcher(text).replaceAll(escaped -> Matcher.quoteReplacement(bytes(escaped.group())));
        return Optional.of(decoded).filter(result -> !result.isEmpty());
    }

    private static String bytes(String escaped) {
        byte[] bytes = new byte[escaped.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escaped.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns where it leads, without credentials. */
    @Override
    public String toString() {
        return hosts + "/" + path;
    }
}
