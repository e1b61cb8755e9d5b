// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/** What a web cache is to forget: all answers with entries that this JVM has changed. Immutable. */
public sealed interface Purge {
    /** Returns the cache that the entries are in. */
    CacheSpace space();

    /**
     * The entry of one key.
     *
     * @param key where it lives
     */
    record Key(EntryKey key) implements Purge {
        @Override
        public CacheSpace space() {
            return key.space();
        }
    }

    /**
     * The entries that have a tag.
     *
     * @param space the cache
     * @param tag the tag, as it is stored
     */
    record Tag(CacheSpace space, String tag) implements Purge {}

    /**
     * The entries whose ids match a pattern.
     *
     * @param space the cache
     * @param glob the pattern, as it is stored
     */
    record Matching(CacheSpace space, String glob) implements Purge {}

    /**
     * The entries of a cache.
     *
     * @param space the cache
     */
    record All(CacheSpace space) implements Purge {}
}
