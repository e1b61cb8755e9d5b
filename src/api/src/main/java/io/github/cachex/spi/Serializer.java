// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheSerializationException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * Turns values into bytes and back. Thread-safe. Found by {@link java.util.ServiceLoader} and chosen by
 * {@code cachex.serializer}, or handed in as a CDI bean or to the builder. Null never arrives here.
 */
public interface Serializer {
    /** Returns the name for {@code cachex.serializer}, such as {@code jsonb}. */
    String name();

    /**
     * Returns the number that marks this serializer's bytes in stored entries; 1 to 63 are Cachex's own, 64 to 127 are
     * free for others. Bytes with another serializer's number are never handed to {@link #read}.
     */
    byte id();

    /** Returns the configuration keys that this serializer knows, each of them {@code cachex.serializer.<name>.} and more. */
    default List<ConfigKey> keys() {
        return List.of();
    }

    /**
     * Reads the settings of this serializer. Called once, before its first use, where it was found by
     * {@link java.util.ServiceLoader}; what the application hands in, it sets up itself.
     */
    default void configure(ConfigReader settings) {}

    /**
     * Returns {@code value} as bytes from which {@link #read} makes an equal value of {@code type}.
     *
     * @throws CacheSerializationException when it cannot be written
     */
    byte[] write(Object value, Type type);

    /**
     * Returns the value in {@code bytes}, of {@code type}.
     *
     * @throws CacheSerializationException when the bytes are not of that type; counted as a miss
     */
    Object read(byte[] bytes, Type type);

    /**
     * Returns why {@code value}, written as {@code written}, would not come back the same, with the remedy; empty when it
     * does. Asked before the first value of a runtime type is stored; such values are returned to callers and never stored.
     */
    default Optional<String> flaw(Object value, Type type, byte[] written) {
        return Optional.empty();
    }
}
