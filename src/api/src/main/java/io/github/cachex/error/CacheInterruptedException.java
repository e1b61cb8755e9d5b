// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

/** Thrown when a thread is interrupted while it waits for another's load. The thread's interrupt flag is set again. */
public class CacheInterruptedException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one for {@code id} in the cache named {@code cache}. */
    public CacheInterruptedException(String cache, String id, InterruptedException cause) {
        super("interrupted while waiting for '" + id + "' of cache '" + cache + "'", cause);
    }
}
