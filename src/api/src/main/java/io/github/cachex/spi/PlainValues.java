// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Pattern;

/** Values without parts: texts, numbers, times, enums and what else the JDK makes of one piece. */
final class PlainValues {
    private PlainValues() {}

    /** What is known of two objects of the same class. */
    enum Sameness {
        SAME,
        DIFFERENT,
        UNKNOWN
    }

    /** Returns whether {@code equals} says all about {@code value}. */
    static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Enum<?>
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Character
                || value.getClass() == BigDecimal.class
                || value.getClass() == BigInteger.class
                || value.getClass() == UUID.class
                || value.getClass().getPackageName().equals("java.time");
    }

    /** Compares two objects of the JDK that are of the same class. */
    static Sameness sameness(Object value, Object other) {
        if (value instanceof URL one && other instanceof URL two) {
            // Its equals asks the network.
            return of(one.toExternalForm().equals(two.toExternalForm()));
        }
        if (value instanceof Pattern one && other instanceof Pattern two) {
            return of(one.pattern().equals(two.pattern()) && one.flags() == two.flags());
        }
        if (VisibleState.of(value.getClass()).hasEquals()) {
            return of(value.equals(other));
        }
        if (isText(value)) {
            return of(value.toString().equals(other.toString()));
        }
        return value.getClass() == Object.class ? Sameness.SAME : Sameness.UNKNOWN;
    }

    /** Returns whether the text of {@code value}, which has no equals, says all about it: builders of texts, atomic numbers. */
    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Number
                || value instanceof AtomicBoolean
                || value instanceof AtomicIntegerArray
                || value instanceof AtomicLongArray;
    }

    private static Sameness of(boolean same) {
        return same ? Sameness.SAME : Sameness.DIFFERENT;
    }
}
