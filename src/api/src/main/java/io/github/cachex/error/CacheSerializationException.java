// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/** Thrown by a serializer that cannot write a value, or cannot read bytes back. Reading failures count as misses. */
public class CacheSerializationException extends CachexException {
    private static final long serialVersionUID = 1L;

    private final boolean otherForm;

    /** Creates one whose message names the type, the problem and the remedy; never the value. */
    public CacheSerializationException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private CacheSerializationException(String message, @Nullable Throwable cause, boolean otherForm) {
        super(message, cause);
        this.otherForm = otherForm;
    }

    /**
     * Returns one for bytes that are whole and hold another form of the type than the one that is here: another release may well be
     * using them, so that they are read beside, not replaced.
     */
    public static CacheSerializationException ofOtherForm(String message, @Nullable Throwable cause) {
        return new CacheSerializationException(message, cause, true);
    }

    /** Returns whether the bytes are whole and hold another form of the type than the one that is here. */
    public boolean isOfOtherForm() {
        return otherForm;
    }
}
