// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import java.util.OptionalLong;

/**
 * A lease whose holder is sought: by its token, or by its key.
 *
 * @param token the token; empty where it is sought by its key
 * @param cache the cache of the key
 * @param id the key, as it is stored
 */
public record SoughtLease(OptionalLong token, String cache, String id) {
    /** Returns the one of {@code token}. */
    public static SoughtLease of(long token) {
        return new SoughtLease(OptionalLong.of(token), "", "");
    }

    /** Returns the one of a key. */
    public static SoughtLease of(String cache, String id) {
        return new SoughtLease(OptionalLong.empty(), cache, id);
    }

    /** Returns whether it is the lease {@code held} of the key {@code key} of {@code in}. */
    public boolean isIt(long held, String in, String key) {
        return token.isPresent() ? token.getAsLong() == held : cache.equals(in) && id.equals(key);
    }
}
