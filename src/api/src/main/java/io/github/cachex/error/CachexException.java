// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/**
 * The parent of everything that Cachex itself throws. Unchecked.
 *
 * <p>A loader's exception is never wrapped in it: it arrives as it was thrown.
 */
public abstract class CachexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with {@code message}, and {@code cause} where something else failed first. */
    protected CachexException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
