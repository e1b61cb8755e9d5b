// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.spi.KeyText;
import org.jspecify.annotations.Nullable;

/**
 * The order of {@link PlainValues}, equal ones beside each other. Maps ask for it only where hashes collide, so it may take its time;
 * what it cannot tell apart, it calls equal.
 */
final class PlainOrder {
    private PlainOrder() {}

    @SuppressWarnings("unchecked") // of one class, which is the platform's own
    static int compare(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        Class<?> type = one.getClass();
        if (type != other.getClass()) {
            return type.getName().compareTo(other.getClass().getName());
        }
        if (one instanceof Enum<?> constant) {
            return constant.name().compareTo(((Enum<?>) other).name());
        }
        if (one instanceof Comparable<?> && type.getName().startsWith("java.")) {
            return ((Comparable<Object>) one).compareTo(other);
        }
        // A record, whose own order may be anything, or one of the few types of java.time without one.
        return text(one).compareTo(text(other));
    }

    private static String text(Object value) {
        StringBuilder text = new StringBuilder();
        KeyText.append(text, value);
        return text.toString();
    }
}
