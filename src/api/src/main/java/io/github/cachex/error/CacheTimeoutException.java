// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import java.time.Duration;

/** Thrown when a caller waited for another's load as long as it was told to, with nothing to serve instead. */
public class CacheTimeoutException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Creates one for {@code id} in the cache named {@code cache} after {@code waited}. */
    public CacheTimeoutException(String cache, String id, Duration waited) {
        super(
                "cache '" + cache + "': no value for '" + id + "' after waiting " + waited.toMillis()
                        + " ms; raise wait-timeout or set on-wait-timeout=load",
                null);
    }
}
