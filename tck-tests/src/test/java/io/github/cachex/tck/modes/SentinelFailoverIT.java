// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

/** A primary that Sentinels name. */
class SentinelFailoverIT extends FailoverCases {
    SentinelFailoverIT() {
        super(Mode.SENTINEL);
    }
}
