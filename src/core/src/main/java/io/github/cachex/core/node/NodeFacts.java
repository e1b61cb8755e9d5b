// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.LeaseHolder;
import io.github.cachex.NodeReport;
import java.util.Optional;

/** What a node can say of itself. Thread-safe, and quick: nobody is asked for it. */
public interface NodeFacts {
    /** Returns what its caches count. */
    NodeReport report();

    /** Returns this node, where it loads what is {@code sought}. */
    Optional<LeaseHolder> holder(SoughtLease sought);
}
