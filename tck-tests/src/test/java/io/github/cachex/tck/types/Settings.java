// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.tck.figure.Rounds;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an application is configured with.
 *
 * @param serializer the name of the serializer
 * @param near whether values are kept in the JVM as they are; if not, each hit is read back
 * @param nulls whether null is stored
 */
record Settings(String serializer, boolean near, boolean nulls) {
    /** Those that answer a sealed type, of which JSON-B is not told. */
    private static final Set<String> SEALED = Set.of("circle", "square", "shapes");

    /** Returns all of the built-in serializer, and one that reads back of each other; with all rounds, all. */
    static List<Settings> wanted() {
        List<Settings> wanted = new ArrayList<>();
        for (String serializer : List.of("jsonb", "jackson", "msgpack", "java")) {
            for (boolean near : new boolean[] {true, false}) {
                for (boolean nulls : new boolean[] {true, false}) {
                    wanted.add(new Settings(serializer, near, nulls));
                }
            }
        }
        return Rounds.of(1, 2) == 2
                ? wanted
                : wanted.stream()
                        .filter(one -> one.serializer().equals("jsonb") || !one.near() && one.nulls())
                        .toList();
    }

    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "cachex.serializer",
                serializer,
                "cachex.near.enabled",
                String.valueOf(near),
                "cachex.cache-null",
                String.valueOf(nulls),
                "cachex.marker.failed",
                "1ms"));
        if (serializer.equals("java")) {
            properties.put("cachex.serializer.java.allow", Settings.class.getPackageName() + ".*");
        }
        return properties;
    }

    /** Returns whether the values of {@code method} come back from the serializer as they were, and so are stored. */
    boolean restores(Method method) {
        return !(serializer.equals("jsonb") && SEALED.contains(method.getName()));
    }
}
