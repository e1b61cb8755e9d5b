// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.spi.Durations;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at entries of one cache, with or without their values. */
final class EntryFacts {
    private final CacheHandler cache;
    private final boolean values;

    EntryFacts(CacheHandler cache, boolean values) {
        this.cache = cache;
        this.values = values;
    }

    /**
     * Returns what is known of the entry under {@code id}, of which {@code type} names the class; empty for one that nobody knows.
     *
     * @throws IllegalArgumentException where there is no such class
     */
    Map<String, Object> of(String id, String type) {
        return type.isEmpty()
                ? Map.of("stored", cache.contains(CacheKey.of(id, Object.class)))
                : cache.entry(CacheKey.of(id, type(type))).map(this::facts).orElseGet(() -> Map.of("stored", false));
    }

    private static Class<?> type(String name) {
        try {
            // Not initialized: nothing of a class runs since somebody typed its name.
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "type=" + name + ": no such class in the application; write its whole name", e);
        }
    }

    private Map<String, Object> facts(CacheEntry<?> entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("stored", true);
        facts.put("age", entry.age());
        facts.put("freshFor", finite(entry.freshFor()));
        facts.put("staleFor", finite(entry.staleFor()));
        facts.put("tags", entry.tags());
        facts.put("source", entry.source());
        facts.put("serializer", entry.serializer());
        facts.put("size", entry.size());
        if (values) {
            facts.put("value", entry.isNull() ? "null" : text(entry.value().orElse(null)));
        }
        return facts;
    }

    private static Optional<Duration> finite(Duration time) {
        return Durations.isForever(time) ? Optional.empty() : Optional.of(time);
    }

    private static String text(@Nullable Object value) {
        try (var jsonb = JsonbBuilder.create()) {
            return jsonb.toJson(value);
        } catch (Exception e) {
            return String.valueOf(value);
        }
    }
}
