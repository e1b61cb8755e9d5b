// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is heard of one cache on the link of each part of the backend: an entry is as good as the link of the part that holds it, the
 * marks as that of theirs. Thread-safe.
 */
public final class LinkGenerations {
    private final CacheSpace space;
    private final BackendParts parts;
    private final Function<String, LinkTrust> trusts;
    private final Map<String, LinkGeneration> generations = new ConcurrentHashMap<>();

    /** Creates those of {@code space}; {@code trusts} is the trust in the link of a part, the same each time. */
    public LinkGenerations(CacheSpace space, BackendParts parts, Function<String, LinkTrust> trusts) {
        this.space = space;
        this.parts = parts;
        this.trusts = trusts;
    }

    /** Returns that of {@code part}. */
    public LinkGeneration of(String part) {
        LinkGeneration known = generations.get(part);
        return known != null
                ? known
                : generations.computeIfAbsent(part, missing -> trusts.apply(missing).new LinkGeneration());
    }

    /** Returns that of the part that holds {@code key}. */
    public LinkGeneration of(EntryKey key) {
        return of(parts.of(key));
    }

    /** Returns that of the part that holds the marks. */
    public LinkGeneration ofMarks() {
        return of(parts.of(space));
    }

    /** Ends the trust in all that was read until now, on whichever link: keys have moved. */
    public void restart() {
        generations.values().forEach(LinkGeneration::restart);
    }

    /** Returns the present generation of each part. */
    public Map<String, Integer> present() {
        Map<String, Integer> present = new HashMap<>();
        parts.names().forEach(part -> present.put(part, of(part).generation()));
        return present;
    }

    /** Returns the part that holds {@code key}. */
    public String partOf(EntryKey key) {
        return parts.of(key);
    }

    /** Returns the part that holds the marks. */
    public String partOfMarks() {
        return parts.of(space);
    }
}
