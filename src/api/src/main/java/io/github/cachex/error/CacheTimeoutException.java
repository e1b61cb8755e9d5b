// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import java.time.Duration;

/** Thrown when a caller waited as long as it was told to, with nothing to serve instead. */
public class CacheTimeoutException extends CachexException {
    private static final long serialVersionUID = 1L;

    /** Which limit ended the wait. */
    public enum Limit {
        /** Another's load took longer than {@code wait-timeout}. */
        WAIT_TIMEOUT("raise wait-timeout or set on-wait-timeout=load"),
        /** The load took longer than {@code hard-timeout}; it goes on in the background. */
        HARD_TIMEOUT("raise hard-timeout, or give a stale-ttl or a default value to serve instead");

        private final String remedy;

        Limit(String remedy) {
            this.remedy = remedy;
        }
    }

    /** Creates one for {@code id} in the cache named {@code cache} after {@code waited} for another's load. */
    public CacheTimeoutException(String cache, String id, Duration waited) {
        this(cache, id, waited, Limit.WAIT_TIMEOUT);
    }

    /** Creates one for {@code id} in the cache named {@code cache}, whose wait ended by {@code limit} after {@code waited}. */
    public CacheTimeoutException(String cache, String id, Duration waited, Limit limit) {
        super(
                "cache '" + cache + "': no value for '" + id + "' after waiting " + waited.toMillis() + "ms; "
                        + limit.remedy,
                null);
    }
}
