// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Properties, and environment variables that are found by their key as MicroProfile Config does. */
public final class MapSource implements ConfigSource {
    private static final Pattern NO_VARIABLES_LETTER = Pattern.compile("[^A-Za-z0-9]");

    private final Map<String, String> texts;

    private MapSource(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Returns one that says what is in {@code texts} by then. */
    public static MapSource over(Map<String, String> texts) {
        return new MapSource(texts);
    }

    /** Returns one of keys and values by turns. */
    public static MapSource of(String... keysAndValues) {
        MapSource source = new MapSource(new LinkedHashMap<>());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            source.texts.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return source;
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(texts.get(key)).or(() -> Optional.ofNullable(texts.get(variable(key))));
    }

    private static String variable(String key) {
        return NO_VARIABLES_LETTER.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    @Override
    public Set<String> names() {
        return texts.keySet();
    }
}
