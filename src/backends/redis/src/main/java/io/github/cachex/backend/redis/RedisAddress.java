// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and who asks. Never shows its credentials.
 *
 * @param host a name or an address
 * @param port its port
 * @param user the user, where one is named
 * @param password the password, where one is given
 * @param database the number of the database
 * @param tls whether to speak TLS
 */
record RedisAddress(
        String host, int port, Optional<String> user, Optional<String> password, int database, boolean tls) {
    private static final int DEFAULT_PORT = 6379;
    private static final String EXAMPLE = "write redis://host:6379, or rediss://user:password@host:6379/0 for TLS";
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");
    private static final Pattern PLACE =
            Pattern.compile("(?<host>\\[[\\w:.%]+]|[\\w.-]+)(:(?<port>\\d*))?(/(?<database>\\d{0,5}))?");
    private static final Pattern ESCAPED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /**
     * Reads an address. Scheme and port may be left out. Of the credentials nothing is assumed but that the last {@code @}
     * ends them, so that any password can be written as it is, or percent-encoded.
     *
     * @throws IllegalArgumentException "problem; remedy", without any part of {@code text}
     */
    static RedisAddress parse(String text) {
        String rest = text.strip();
        Matcher scheme = SCHEME.matcher(rest);
        boolean tls = false;
        if (scheme.lookingAt()) {
            tls = isTls(scheme.group(1));
            rest = rest.substring(scheme.end());
        }
        int at = rest.lastIndexOf('@');
        String place = rest.substring(at + 1);
        if (place.contains("?") || place.contains("#")) {
            throw new IllegalArgumentException("what stands behind ? or # is not known; leave it out and use the keys"
                    + " cachex.backend.redis.*, percent-encode it where it belongs to a password");
        }
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an address of one Redis; " + EXAMPLE);
        }
        return of(at < 0 ? "" : rest.substring(0, at), matcher, tls);
    }

    private static boolean isTls(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "redis" -> false;
            case "rediss" -> true;
            default -> throw new IllegalArgumentException("its scheme is neither redis nor rediss; " + EXAMPLE);
        };
    }

    private static RedisAddress of(String credentials, Matcher place, boolean tls) {
        int colon = credentials.indexOf(':');
        if (!credentials.isEmpty() && colon < 0) {
            throw new IllegalArgumentException(
                    "has a user without a password; write user:password@host, or :password@host");
        }
        return new RedisAddress(
                place.group("host"),
                port(place.group("port")),
                decoded(credentials.substring(0, Math.max(colon, 0))),
                decoded(credentials.substring(colon + 1)),
                number(place.group("database")).orElse(0),
                tls);
    }

    private static int port(String digits) {
        int port = number(digits).orElse(DEFAULT_PORT);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("its port is not from 1 to 65535; " + EXAMPLE);
        }
        return port;
    }

    private static Optional<Integer> number(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits));
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

    /** Returns this address with what is configured apart from it. */
    RedisAddress with(Optional<String> otherUser, Optional<String> otherPassword) {
        return new RedisAddress(host, port, otherUser.or(() -> user), otherPassword.or(() -> password), database, tls);
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database + (tls ? " with TLS" : "");
    }
}
