// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

/** Thrown by {@code require} when nothing usable is stored under a key. */
public class CacheMissException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one for {@code id} in the cache named {@code cache}. */
    public CacheMissException(String cache, String id) {
        super(
                "cache '" + cache + "' holds no value under '" + id + "'; use get for an Optional, or fetch to load it",
                null);
    }
}
