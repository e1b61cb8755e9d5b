// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

/** Thrown when a handler is used after it was closed. Annotated methods run plainly instead. */
public class CacheClosedException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one for the cache named {@code cache}. */
    public CacheClosedException(String cache) {
        super("cache '" + cache + "' is closed; create a new handler, or stop using it after shutdown", null);
    }
}
