// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.Set;

/** A backend without parts: it is one, which holds everything and never changes. */
public record OnePart(CacheBackend backend) implements BackendParts {
    private static final String NAME = "";
    private static final Set<String> NAMES = Set.of(NAME);

    /** Returns the parts of {@code backend}: its own, or the one that it is. */
    public static BackendParts partsOf(CacheBackend backend) {
        return backend.parts().orElseGet(() -> new OnePart(backend));
    }

    @Override
    public String of(EntryKey key) {
        return NAME;
    }

    @Override
    public String of(CacheSpace cache) {
        return NAME;
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    /** Returns what events say that concern the whole backend. */
    @Override
    public String describe(String part) {
        return "*";
    }

    @Override
    public Optional<BackendLink> link(String part) {
        return backend.link();
    }

    @Override
    public Optional<String> contact(String part, CallBudget budget) {
        return backend.contact(budget);
    }

    @Override
    public Runnable onChange(Runnable listener) {
        return () -> {};
    }
}
