// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.error.CacheConnectionException;

/** Thrown instead of a call that an open breaker refused: nothing was sent. */
final class BreakerOpenException extends CacheConnectionException {
    private static final long serialVersionUID = 1L;

    BreakerOpenException(String backend, String operation, String key, String ofPart, String reason) {
        super(backend, operation, key, "the breaker" + ofPart + " is open after " + reason, false, null);
    }

    /** Leaves the trace out: thousands of these are made in a second, and each would tell of the same call of a cache. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
