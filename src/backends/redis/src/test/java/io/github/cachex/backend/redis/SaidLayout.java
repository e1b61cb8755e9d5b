// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A discovery that says what the test does; nobody answers until then. */
final class SaidLayout implements Discovery {
    final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Layout> layout = new AtomicReference<>();
    private final Place first;

    SaidLayout(Place first) {
        this.first = first;
    }

    static Layout.Shard shard(Place primary, int from, int to, Place... replicas) {
        BitSet slots = new BitSet();
        slots.set(from, to + 1);
        return new Layout.Shard(primary, Set.of(replicas), slots);
    }

    void say(Layout.Shard... shards) {
        layout.set(new Layout(List.of(shards)));
    }

    @Override
    public Optional<Layout> known() {
        return Optional.of(Layout.ofOne(first));
    }

    @Override
    public Layout ask(List<Primary> primaries, CallBudget budget) {
        asked.incrementAndGet();
        Layout now = layout.get();
        if (now == null) {
            throw new CacheConnectionException(Caller.BACKEND, "topology", "all", "nobody answers", false, null);
        }
        return now;
    }

    @Override
    public boolean isWatched() {
        return true;
    }
}
