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
     * Returns whether reading bytes that somebody else wrote can do harm, as where they say which classes are made. Such a serializer is
     * refused for a store that {@linkplain BackendFactory#othersMayWrite others may write to}, unless encryption tells that the
     * application wrote what is read.
     */
    default boolean needsTrustedBytes() {
        return false;
    }

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
     * does. Values with a flaw are returned to callers and never stored. Asked of each value whose type is open, which means that
     * it may hold what the type does not say, and of each that shows something new of a type that is not.
     *
     * <p>Unless overridden, the value is read back and compared as {@link RoundTripComparison} says.
     */
    default Optional<String> flaw(Object value, Type type, byte[] written) {
        try {
            return RoundTripComparison.by(new RoundTripComparison.Rules() {})
                    .difference(value, type, () -> read(written, type))
                    .map(difference -> difference.message(
                            value,
                            difference.kind() == RoundTripComparison.Kind.LEFT_OUT
                                    ? RoundTripComparison.LEFT_OUT_REMEDY
                                    : "use another type or serializer"));
        } catch (CacheSerializationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the same as {@link #flaw} where the loss of properties that this serializer leaves out by its rules is allowed on
     * purpose, by {@code left-out}; unless overridden, nothing is allowed.
     */
    default Optional<String> flawBesidesLeftOut(Object value, Type type, byte[] written) {
        return flaw(value, type, written);
    }

    /**
     * Returns whether all objects of {@code type}, a record, a final class or an enum, are written and read by one rule, so that
     * what some of them prove holds for others that hold no more. Where formats, adapters or code of the application may treat one
     * unlike another, it returns false, and each is tried. Asked once per class.
     */
    default boolean isUniform(Class<?> type) {
        return true;
    }

    /**
     * Returns why no value of {@code type} can ever be stored, with the remedy, where that is certain from the type alone: the
     * deployment ends with it. In doubt, as where subclasses or adapters decide, it returns empty.
     */
    default Optional<String> unstorable(Type type) {
        return Optional.empty();
    }

    /**
     * Returns what decides, beside its fields and supertypes, how objects of {@code type} are written: names of properties, formats,
     * subtypes that annotations list. Entries of a release in which it is another count as missing. Asked once per class of the
     * application that a value may hold; unless overridden, nothing does.
     */
    default SerializedForm form(Class<?> type) {
        return SerializedForm.NONE;
    }

    /**
     * Returns what of the settings of this serializer decides how every value is written, such as a naming strategy or a format of
     * dates, as a text that is the same in every JVM; empty, which it is unless overridden, where they are as usual.
     */
    default String settings() {
        return "";
    }
}
