// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/** Thrown when a backend could not be reached, did not answer in time, or had no connection free. */
public class CacheConnectionException extends CacheBackendException {
    private static final long serialVersionUID = 1L;

    private final boolean perhapsApplied;

    /** Creates one; {@code perhapsApplied} where the command was sent and no answer came. */
    public CacheConnectionException(
            String backend,
            String operation,
            String key,
            String problem,
            boolean perhapsApplied,
            @Nullable Throwable cause) {
        super(backend, operation, key, problem, cause);
        this.perhapsApplied = perhapsApplied;
    }

    @Override
    public boolean perhapsApplied() {
        return perhapsApplied;
    }
}
