// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.util.Optional;
import java.util.stream.IntStream;

/** A key under which nothing is stored, to be read by who wants to know whether a part of the backend answers. */
public final class ProbeKey {
    /** Of sixteen thousand slots of a cluster, a part may hold one: this many names meet it, or it holds none. */
    private static final int MOST_NAMES = 1 << 18;

    private ProbeKey() {}

    /** Returns one of {@code cache} that {@code part} holds; empty where it seems to hold no keys. */
    public static Optional<EntryKey> of(BackendParts parts, CacheSpace cache, String part) {
        return IntStream.range(0, MOST_NAMES)
                .mapToObj(i -> cache.key(i == 0 ? "cachex:probe" : "cachex:probe:" + i))
                .filter(key -> parts.of(key).equals(part))
                .findFirst();
    }
}
