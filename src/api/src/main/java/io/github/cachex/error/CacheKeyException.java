// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a key is empty, too long, holds characters that the key policy rejects, or cannot be made from its arguments. */
public class CacheKeyException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one whose message names the key, the problem and the remedy. */
    public CacheKeyException(String message) {
        this(message, null);
    }

    /** Creates one with {@code cause}, what failed while the key was made. */
    public CacheKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
