// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.CacheBackend;
import org.jspecify.annotations.Nullable;

/** What became of a value that was to be stored. */
public sealed interface Encoded {
    /** Returns the bytes that hold {@code value} itself; null where nothing does, or a transformation of it is stored. */
    @SuppressWarnings("ReferenceEquality") // a transformation returns another object
    default byte @Nullable [] bytesOf(@Nullable Object value) {
        return this instanceof Bytes fit && fit.value() == value ? fit.bytes() : null;
    }

    /** It is ready to be stored as {@code bytes}, which hold {@code value}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes, @Nullable Object value) implements Encoded {}

    /** It is not to be stored, for {@code reason}. */
    record Unfit(String reason) implements Encoded {}

    /** Returns this, unfit where {@code backend} takes no entry as large. */
    default Encoded within(CacheBackend backend) {
        return this instanceof Bytes fit && fit.bytes().length > backend.largestEntry()
                ? new Unfit("its entry has " + fit.bytes().length + " bytes, and the backend " + backend.type()
                        + " takes at most " + backend.largestEntry() + "; store less, or compress it")
                : this;
    }
}
