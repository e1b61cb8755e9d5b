// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.ConfigKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The keys whose text a backend asks for whenever it needs it, so that a change of theirs waits for nothing. Thread-safe. */
final class FollowedKeys {
    private final Snapshot source;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    FollowedKeys(Snapshot source) {
        this.source = source;
    }

    /** Returns what tells the text of {@code key} now, or its default. */
    Supplier<Optional<String>> follow(ConfigKey key) {
        names.add(key.name());
        return () ->
                source.now(key.name()).or(() -> Optional.of(key.defaultText()).filter(text -> !text.isEmpty()));
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
