// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.event;

/** What the link does on which a backend tells of the changes by other JVMs. */
public enum LinkState {
    /** There is none: nothing is kept near. */
    NONE,
    /** It is alive: changes arrive at once. */
    UP,
    /** It is not there, or gave no sign of life: what is kept near is not served until it is back. */
    DOWN
}
