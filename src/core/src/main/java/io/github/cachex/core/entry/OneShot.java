// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.io.InputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.stream.BaseStream;

/** Values that can be read once: a serializer that writes them leaves nothing for the caller. */
final class OneShot {
    private OneShot() {}

    /** Returns why {@code value} is not even tried; empty where it can be read again. */
    static Optional<String> objection(Object value) {
        boolean once = value instanceof BaseStream<?, ?>
                || value instanceof Iterator<?>
                || value instanceof Enumeration<?>
                || value instanceof Spliterator<?>
                || value instanceof InputStream
                || value instanceof Readable;
        return once
                ? Optional.of(value.getClass().getTypeName()
                        + ": can be read once; return a list, an array or a text instead")
                : Optional.empty();
    }
}
