// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import java.util.List;
import java.util.Optional;

/** One server that takes all writes, for good. */
record FixedServer(Place place) implements Discovery {
    @Override
    public Optional<Layout> known() {
        return Optional.of(Layout.ofOne(place));
    }

    @Override
    public Layout ask(List<Primary> primaries, CallBudget budget) {
        return Layout.ofOne(place);
    }

    @Override
    public boolean isWatched() {
        return false;
    }
}
