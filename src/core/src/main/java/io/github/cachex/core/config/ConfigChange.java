// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a configuration since it was read.
 *
 * @param next the configuration with what can be changed while the application runs; its problems are to be looked at first
 * @param taken the keys whose new texts are in it, each with that text; empty for one that is gone
 * @param left the keys that wait for a restart, likewise; their old texts are in it
 */
public record ConfigChange(
        Configuration next, Map<String, Optional<String>> taken, Map<String, Optional<String>> left) {
    /** Returns {@code cachex.ttl=10m} for each key that is taken; no secret is among them. */
    public List<String> said() {
        return taken.entrySet().stream()
                .map(entry -> entry.getValue()
                        .map(text -> entry.getKey() + "=" + text)
                        .orElse(entry.getKey() + " is gone"))
                .toList();
    }

    /** Returns whether what annotated methods may keep in this JVM changed. */
    public boolean isNearOfMethods() {
        return taken.keySet().stream().anyMatch(Changeable::isNearOfMethods);
    }
}
