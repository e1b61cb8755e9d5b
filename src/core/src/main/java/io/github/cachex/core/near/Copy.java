// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/** A hit whose value was made for one caller alone. */
record Copy(NearEntry entry, @Nullable Object value) implements NearHit {
    @Override
    public EntryKey key() {
        return entry.key();
    }

    @Override
    public long entryId() {
        return entry.entryId();
    }

    @Override
    public EntryFacts facts() {
        return entry.facts();
    }

    @Override
    public StaleValue replaced() {
        return entry.replaced();
    }

    @Override
    public long keptAt() {
        return entry.keptAt();
    }

    @Override
    public boolean isDue(long now) {
        return entry.isDue(now);
    }

    @Override
    public boolean takeRefresh() {
        return entry.takeRefresh();
    }
}
