// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import org.jspecify.annotations.Nullable;

/**
 * What one asker was told. A failure is an answer as well: the page shows what happened, whatever it was.
 *
 * @param node the node that was asked
 * @param product what it said, or null where there was nothing to serve
 * @param how how that came about
 * @param tookMillis how long it took
 */
public record Answer(String node, @Nullable Product product, String how, long tookMillis) {
    boolean failed() {
        return product == null;
    }
}
