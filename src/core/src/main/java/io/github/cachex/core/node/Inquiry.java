// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import java.util.concurrent.CompletableFuture;

/** A question that was asked, and what has come of it so far. Thread-safe. */
interface Inquiry<T> {
    /** Returns what will be the result. */
    CompletableFuture<T> result();

    /** Takes note that so many other nodes were asked. */
    void told(int others);

    /** Takes in an answer. */
    void take(NodeAnswer answer);

    /** Completes the result with what there is. */
    void end();
}
