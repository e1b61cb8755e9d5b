// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * A point in the history of a cache's marks.
 *
 * @param incarnation the set of marks that it is a point of, a random number; zero for none
 * @param epoch the logical time in it; zero for its begin
 */
public record MarkPosition(long incarnation, long epoch) {
    /** The position of those who know nothing yet. */
    public static final MarkPosition NONE = new MarkPosition(0, 0);
}
