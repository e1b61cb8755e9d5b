// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * Where an entry lives in a backend.
 *
 * @param namespace prefix and version, {@code prefix:version}
 * @param cache the cache's name; without braces and colons
 * @param id the key within the cache, already checked against the key policy
 */
public record EntryKey(String namespace, String cache, String id) {
    /** Returns {@code prefix:version:{cache:id}}; the braces put value and lease into one slot of a Redis cluster. */
    public String value() {
        return namespace + ":{" + cache + ":" + id + "}";
    }

    /** Returns the key of the entry's lease: {@link #value()} and {@code :lease}. */
    public String lease() {
        return value() + ":lease";
    }

    /** Returns the cache that it belongs to. */
    public CacheSpace space() {
        return new CacheSpace(namespace, cache);
    }
}
