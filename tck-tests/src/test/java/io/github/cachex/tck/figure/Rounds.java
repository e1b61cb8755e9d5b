// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.figure;

/** How often a round of a Show is run: few by default, all that were promised with {@code -Dcachex.rounds=full}. */
public final class Rounds {
    private Rounds() {}

    public static int of(int quick, int full) {
        return "full".equals(System.getProperty("cachex.rounds")) ? full : quick;
    }
}
