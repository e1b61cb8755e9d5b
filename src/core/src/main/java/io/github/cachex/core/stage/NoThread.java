// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.EntryKey;

/** The failure of an operation that no thread was free for. */
public final class NoThread {
    private NoThread() {}

    /** Returns the failure of {@code operation} on {@code key} in a backend of the type {@code backend}. */
    public static CacheConnectionException failure(String backend, BackendOperation operation, EntryKey key) {
        return new CacheConnectionException(
                backend,
                operation.text(),
                key.value(),
                "was not asked, since no thread of the background is free and too much waits for one; wait for some of the"
                        + " stages, or raise cachex.background-threads",
                false,
                null);
    }
}
