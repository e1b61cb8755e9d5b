// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/**
 * What to do where a command was sent and its connection broke before the answer. Something between here and Redis may hold
 * what was sent, so that it runs after the second one was answered, and after what others did then.
 */
enum Repeat {
    /** Sent again: it is right at any time, however often. */
    AT_ONCE,
    /**
     * Sent again, and over only when the first one can no longer run, since its deadline is past: what runs until then runs
     * before the call ends.
     */
    UNTIL_OVER,
    /** Sent again only where the first one surely did not leave. */
    IF_UNSENT
}
