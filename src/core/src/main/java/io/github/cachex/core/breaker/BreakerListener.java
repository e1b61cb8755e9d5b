// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

/** Hears what a breaker does, one change after the other and each once. Quick; a call that fails may be the one that tells. */
public interface BreakerListener {
    /** Calls are refused from now on, for {@code reason}. */
    default void opened(String reason) {}

    /**
     * The backend answers again, and has been told what it missed; calls pass once all listeners have returned. The moment to
     * distrust what was learned before. Where one throws, the breaker stays open and asks again later.
     */
    default void recovered() {}

    /** Calls pass again, for {@code reason}. */
    default void closed(String reason) {}
}
