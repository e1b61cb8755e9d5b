// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an entry lives in a backend. Immutable. Ordered by id, cache and namespace, so that maps find keys quickly whose hashes are
 * all the same: users may make such ids.
 */
public final class EntryKey implements Comparable<EntryKey>, CallSubject {
    private final String namespace;
    private final String cache;
    private final String id;
    /** Made when first asked for, and then asked for by each step of a call. */
    private @Nullable String value;

    /**
     * Creates one.
     *
     * @param namespace prefix and version, {@code prefix:version}
     * @param cache the cache's name; without braces and colons
     * @param id the key within the cache, already checked against the key policy
     */
    public EntryKey(String namespace, String cache, String id) {
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.cache = Objects.requireNonNull(cache, "cache");
        this.id = Objects.requireNonNull(id, "id");
    }

    /** Returns prefix and version. */
    public String namespace() {
        return namespace;
    }

    /** Returns the cache's name. */
    public String cache() {
        return cache;
    }

    /** Returns the key within the cache. */
    public String id() {
        return id;
    }

    /** Returns {@code prefix:version:{cache:id}}; the braces put value and lease into one slot of a Redis cluster. */
    @Override
    public String value() {
        String known = value;
        if (known == null) {
            known = namespace + ":{" + cache + ":" + id + "}";
            value = known;
        }
        return known;
    }

    /** Returns the key of the entry's lease: {@link #value()} and {@code :lease}. */
    public String lease() {
        return value() + ":lease";
    }

    /** Returns the cache that it belongs to. */
    public CacheSpace space() {
        return new CacheSpace(namespace, cache);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryKey key
                && id.equals(key.id)
                && cache.equals(key.cache)
                && namespace.equals(key.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * id.hashCode() + cache.hashCode()) + namespace.hashCode();
    }

    @Override
    public int compareTo(EntryKey other) {
        int order = id.compareTo(other.id);
        if (order == 0) {
            order = cache.compareTo(other.cache);
        }
        return order == 0 ? namespace.compareTo(other.namespace) : order;
    }

    /** Returns {@link #value()}. */
    @Override
    public String toString() {
        return value();
    }
}
