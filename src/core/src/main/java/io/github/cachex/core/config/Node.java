// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Below what settings stand for something that has a name: {@code cachex.cache.posts.ttl},
 * {@code cachex.group."My.Group".ttl}.
 */
enum Node {
    /** Caches. */
    CACHE("cachex.cache."),
    /** Groups of caches. */
    GROUP("cachex.group.");

    /** Puts a cache into a group: {@code cachex.cache.posts.group=catalog}. */
    static final String MEMBERSHIP = "group";

    private final String start;
    private final String variableStart;

    Node(String start) {
        this.start = start;
        this.variableStart = environment(start);
    }

    /** What a configured key says about whom. */
    record Key(String name, String setting) {}

    /** Returns the keys under which {@code setting} of {@code name} may be configured, the usual one first. */
    List<String> keys(String name, String setting) {
        String quoted = start + '"' + name + "\"." + setting;
        return name.indexOf('.') < 0 ? List.of(start + name + '.' + setting, quoted) : List.of(quoted);
    }

    /** Returns what all keys begin with. */
    String start() {
        return start;
    }

    /** Returns what all environment variables begin with. */
    String variableStart() {
        return variableStart;
    }

    /** Returns the name and the setting that {@code key} means, known or not; empty if it has no such shape. */
    Optional<Key> parse(String key) {
        if (!key.startsWith(start)) {
            return Optional.empty();
        }
        String rest = key.substring(start.length());
        boolean quoted = rest.startsWith("\"");
        int end = quoted ? rest.indexOf("\".", 1) : rest.indexOf('.');
        return end < 0
                ? Optional.empty()
                : Optional.of(new Key(rest.substring(quoted ? 1 : 0, end), rest.substring(end + (quoted ? 2 : 1))));
    }

    /** Returns the likely name in an environment variable such as {@code CACHEX_CACHE_POSTS_TTL}, if its end is known. */
    Optional<String> parseEnvironment(String variable) {
        if (!variable.startsWith(variableStart)) {
            return Optional.empty();
        }
        String rest = variable.substring(variableStart.length());
        String end = "";
        for (String setting : Settings.BELOW_NAMES) {
            String suffix = '_' + environment(setting);
            // NULL_TTL ends in TTL too: the longest ending is meant.
            if (rest.length() > suffix.length() && rest.endsWith(suffix) && suffix.length() > end.length()) {
                end = suffix;
            }
        }
        return end.isEmpty()
                ? Optional.empty()
                : Optional.of(rest.substring(0, rest.length() - end.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
    }

    /** Returns what may rightly stand below a name. */
    List<String> settings() {
        return this == CACHE
                ? Settings.BELOW_NAMES
                : Settings.BELOW_NAMES.stream()
                        .filter(setting -> !setting.equals(MEMBERSHIP))
                        .toList();
    }

    /** Returns {@code key} as the environment writes it: {@code CACHEX_STALE_TTL}. */
    static String environment(String key) {
        StringBuilder variable = new StringBuilder(key.length());
        key.chars().forEach(c -> variable.append(c < 0x80 && Character.isLetterOrDigit(c) ? (char) c : '_'));
        return variable.toString().toUpperCase(Locale.ROOT);
    }
}
