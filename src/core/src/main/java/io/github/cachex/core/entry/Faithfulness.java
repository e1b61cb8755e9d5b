// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Decides whether values come back from the serializer as they were. What a value of a closed type proved counts for others that hold
 * no more; of an open type each value is tried. Thread-safe.
 */
final class Faithfulness {
    private final Serializer serializer;
    private final Shapes whole;
    private final Shapes besidesLeftOut;

    Faithfulness(Serializer serializer) {
        this.serializer = serializer;
        this.whole = new Shapes(serializer);
        this.besidesLeftOut = new Shapes(serializer);
    }

    /** Returns why {@code value}, declared as {@code type}, is not to be stored as {@code written}; empty if it is. */
    Optional<String> flaw(Object value, Type type, byte[] written, boolean leftOutAllowed) {
        Shape shape = (leftOutAllowed ? besidesLeftOut : whole).of(type);
        if (shape.isProven(value)) {
            return Optional.empty();
        }
        Optional<String> flaw = leftOutAllowed
                ? serializer.flawBesidesLeftOut(value, type, written)
                : serializer.flaw(value, type, written);
        if (flaw.isEmpty()) {
            shape.prove(value);
        }
        return flaw;
    }
}
