// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

/** A primary of a cluster. */
class ClusterFailoverIT extends FailoverCases {
    ClusterFailoverIT() {
        super(Mode.CLUSTER);
    }
}
