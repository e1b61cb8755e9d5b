// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

/** One of few. */
public enum Level {
    /** The one that is not used. */
    LOW,
    /** The one that is. */
    HIGH {
        @Override
        int weight() {
            return 2;
        }
    };

    int weight() {
        return 1;
    }
}
