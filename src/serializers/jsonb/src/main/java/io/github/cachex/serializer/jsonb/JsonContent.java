// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares JSON by what it says: members have no order, and neither have arrays, since sets are written as such. */
final class JsonContent {
    private JsonContent() {}

    static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other) || sorted(one).equals(sorted(other));
    }

    /** Returns the names of the members that are not the same in both. */
    static String differing(Map<?, ?> one, Map<?, ?> other) {
        return one.keySet().stream()
                .filter(name -> !other.containsKey(name) || !same(one.get(name), other.get(name)))
                .map(name -> "'" + name + "'")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String sorted(@Nullable Object json) {
        if (json instanceof Map<?, ?> members) {
            Map<String, String> sorted = new TreeMap<>();
            members.forEach((name, value) -> sorted.put(String.valueOf(name), sorted(value)));
            return "{" + sorted + "}";
        }
        if (json instanceof Collection<?> elements) {
            List<String> sorted = new ArrayList<>();
            elements.forEach(element -> sorted.add(sorted(element)));
            sorted.sort(null);
            return "[" + sorted + "]";
        }
        return json instanceof String text ? text.length() + "\"" + text : String.valueOf(json);
    }
}
