// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.event;

/** What the breaker before a backend does. */
public enum BreakerState {
    /** Calls pass. */
    CLOSED,
    /** The backend is sick: calls are refused at once, and it is asked now and then in the background. */
    OPEN
}
