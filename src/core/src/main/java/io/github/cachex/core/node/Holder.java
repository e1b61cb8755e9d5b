// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.LeaseHolder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who holds a lease: the first that says so. */
final class Holder implements Inquiry<Optional<LeaseHolder>> {
    private final CompletableFuture<Optional<LeaseHolder>> result = new CompletableFuture<>();

    @Override
    public CompletableFuture<Optional<LeaseHolder>> result() {
        return result;
    }

    @Override
    public void told(int others) {
        if (others <= 0) {
            end();
        }
    }

    @Override
    public void take(NodeAnswer answer) {
        if (answer.holder().isPresent()) {
            result.complete(answer.holder());
        }
    }

    @Override
    public void end() {
        result.complete(Optional.empty());
    }
}
