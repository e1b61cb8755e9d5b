// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * Where the entries of one cache live in a backend.
 *
 * @param namespace prefix and version, {@code prefix:version}
 * @param cache the cache's name; without braces and colons
 */
public record CacheSpace(String namespace, String cache) implements CallSubject {
    /** Returns {@code prefix:version:{cache}}, with which the names of what belongs to the cache as a whole begin. */
    @Override
    public String value() {
        return namespace + ":{" + cache + "}";
    }

    /** Returns where the entry of {@code id} lives. */
    public EntryKey key(String id) {
        return new EntryKey(namespace, cache, id);
    }
}
