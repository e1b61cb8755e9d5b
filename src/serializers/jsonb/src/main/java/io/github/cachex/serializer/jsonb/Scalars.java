// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers and booleans, whose JSON text needs no JSON engine: setting one up for a few digits is most of what a small
 * entry costs. Writes what JSON-B writes, and reads that alone.
 */
final class Scalars {
    private Scalars() {}

    /** Returns the JSON text of {@code value}, or null where it is none of these. */
    static byte @Nullable [] text(Object value, Type type) {
        boolean known = value instanceof Long && isLong(type)
                || value instanceof Integer && isInteger(type)
                || value instanceof Boolean && isBoolean(type);
        return known ? value.toString().getBytes(StandardCharsets.US_ASCII) : null;
    }

    /** Returns what {@code text} says, or null where it is not what {@link #text} returns for a value of {@code type}. */
    static @Nullable Object value(byte[] text, Type type) {
        if (!isLong(type) && !isInteger(type) && !isBoolean(type)) {
            return null;
        }
        String said = new String(text, StandardCharsets.ISO_8859_1);
        Object value;
        try {
            if (isBoolean(type)) {
                value = Boolean.valueOf(said);
            } else if (isLong(type)) {
                value = Long.valueOf(said);
            } else {
                value = Integer.valueOf(said);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return value.toString().equals(said) ? value : null;
    }

    private static boolean isLong(Type type) {
        return type == Long.class || type == long.class;
    }

    private static boolean isInteger(Type type) {
        return type == Integer.class || type == int.class;
    }

    private static boolean isBoolean(Type type) {
        return type == Boolean.class || type == boolean.class;
    }
}
