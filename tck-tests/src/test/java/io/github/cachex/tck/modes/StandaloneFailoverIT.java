// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

/** A Redis behind a name that leads to another one. */
class StandaloneFailoverIT extends FailoverCases {
    StandaloneFailoverIT() {
        super(Mode.STANDALONE);
    }
}
