// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The declared types of which the serializer proved that no value can ever be stored: after the first refusal of one, no other is
 * encoded. What was refused for what it held alone proves nothing of the next value. Thread-safe.
 */
final class UnstorableTypes {
    // Beyond it each value is tried: slower, still right. Only a cache of unbounded types gets there.
    private static final int MAX_KNOWN = 1_000;

    private final Serializer serializer;
    private final Map<Type, Optional<String>> known = new ConcurrentHashMap<>();

    UnstorableTypes(Serializer serializer) {
        this.serializer = serializer;
    }

    /** Returns why no value of {@code type} is stored; empty where that is not certain, or was not looked into yet. */
    Optional<String> reason(Type type) {
        return known.isEmpty() ? Optional.empty() : known.getOrDefault(type, Optional.empty());
    }

    /** Looks into {@code type}, of which a value was refused for {@code reason}, unless that was done before. */
    void refused(Type type, String reason) {
        if (known.size() < MAX_KNOWN && !known.containsKey(type)) {
            known.put(type, isUnstorable(type) ? Optional.of(reason) : Optional.empty());
        }
    }

    private boolean isUnstorable(Type type) {
        try {
            return serializer.unstorable(type).isPresent();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A serializer of the application's that cannot tell.
            return false;
        }
    }
}
