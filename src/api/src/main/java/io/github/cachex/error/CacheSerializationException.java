// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/** Thrown by a serializer that cannot write a value, or cannot read bytes back. Reading failures count as misses. */
public class CacheSerializationException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one whose message names the type, the problem and the remedy; never the value. */
    public CacheSerializationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
