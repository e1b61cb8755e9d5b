// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one memcached is.
 *
 * @param host a name or an address, one of IPv6 in brackets
 * @param port its port
 */
record ServerAddress(String host, int port) {
    static final int DEFAULT_PORT = 11_211;

    private static final String EXAMPLE = "write host:11211, several with commas between";
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[\\w.-]+)(:(?<port>\\d{1,6}))?");

    /**
     * Reads a list with commas between, of which ports may be left out.
     *
     * @throws IllegalArgumentException "problem; remedy"
     */
    static List<ServerAddress> list(String text) {
        List<ServerAddress> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ServerAddress next = one(part.strip());
            if (all.contains(next)) {
                throw new IllegalArgumentException("names " + next.place() + " twice; write each server once");
            }
            all.add(next);
        }
        // Whoever writes them in another order means the same.
        all.sort(Comparator.comparing(ServerAddress::place));
        return List.copyOf(all);
    }

    private static ServerAddress one(String text) {
        if (text.contains("://") || text.contains("@")) {
            throw new IllegalArgumentException("is no list of hosts: memcached has no URIs; " + EXAMPLE
                    + ", and user and password under keys of their own");
        }
        Matcher matcher = HOST.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is no list of hosts; " + EXAMPLE);
        }
        int port = Optional.ofNullable(matcher.group("port"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_PORT);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has a port that is not from 1 to 65535; " + EXAMPLE);
        }
        return new ServerAddress(matcher.group("host").toLowerCase(Locale.ROOT), port);
    }

    /** Returns host and port. */
    String place() {
        return host + ":" + port;
    }

    /** Returns the host as a resolver and certificates know it: without brackets, and without a dot at its end. */
    String bareHost() {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return place();
    }
}
