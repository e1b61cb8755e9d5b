// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How caches are named in configuration keys: {@code cachex.cache.posts.ttl}, {@code cachex.cache."My.Cache".ttl}. */
final class CacheNames {
    static final String NODE = "cachex.cache.";
    static final String ENVIRONMENT_NODE = "CACHEX_CACHE_";

    private CacheNames() {}

    /** What a configured key says about a cache. */
    record CacheKeyName(String cache, String setting) {}

    /** Returns the keys under which {@code setting} of {@code cache} may be configured, the usual one first. */
    static List<String> keys(String cache, Setting<?> setting) {
        String quoted = NODE + '"' + cache + "\"." + setting.name();
        return cache.indexOf('.') < 0 ? List.of(NODE + cache + '.' + setting.name(), quoted) : List.of(quoted);
    }

    /** Returns the cache and the setting that {@code key} means, known or not; empty if it has no such shape. */
    static Optional<CacheKeyName> parse(String key) {
        if (!key.startsWith(NODE)) {
            return Optional.empty();
        }
        String rest = key.substring(NODE.length());
        boolean quoted = rest.startsWith("\"");
        int end = quoted ? rest.indexOf("\".", 1) : rest.indexOf('.');
        return end < 0
                ? Optional.empty()
                : Optional.of(
                        new CacheKeyName(rest.substring(quoted ? 1 : 0, end), rest.substring(end + (quoted ? 2 : 1))));
    }

    /** Returns the likely cache of an environment variable such as {@code CACHEX_CACHE_POSTS_TTL}, if its end is known. */
    static Optional<String> parseEnvironment(String variable) {
        if (!variable.startsWith(ENVIRONMENT_NODE)) {
            return Optional.empty();
        }
        String rest = variable.substring(ENVIRONMENT_NODE.length());
        String end = "";
        for (Setting<?> setting : Settings.PER_CACHE) {
            String suffix = '_' + environment(setting.name());
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

    /** Returns {@code key} as the environment writes it: {@code CACHEX_STALE_TTL}. */
    static String environment(String key) {
        StringBuilder variable = new StringBuilder(key.length());
        key.chars().forEach(c -> variable.append(c < 0x80 && Character.isLetterOrDigit(c) ? (char) c : '_'));
        return variable.toString().toUpperCase(Locale.ROOT);
    }
}
