// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;

/** What is called how in Redis beside values and leases, whose names the keys know. None of these ever changes. */
final class Names {
    private static final String CHANGES = ":changes";
    private static final String NODES = ":nodes";

    private Names() {}

    /** Returns the begin of the names of the channels on which JVMs are woken for keys of {@code namespace}. */
    static String wake(String namespace) {
        return namespace + ":wake:";
    }

    /** Returns the channel on which all who joined {@code cache} are told, in the first database. */
    static String changes(CacheSpace cache) {
        return cache.value() + CHANGES;
    }

    /** Returns the channel on which the nodes with this {@code namespace} are asked what they do, in the first database. */
    static String nodes(String namespace) {
        return namespace + NODES;
    }

    /** Returns the channel on which the one of them whose JVM is {@code id} is answered. */
    static String node(String namespace, String id) {
        return nodes(namespace) + ':' + id;
    }

    /** Returns what {@code channel} of a cache, or of all nodes, is called in the database of this number; those of a JVM are its own. */
    static String numbered(String channel, int database) {
        return database > 0 && (channel.endsWith(CHANGES) || channel.endsWith(NODES))
                ? channel + ':' + database
                : channel;
    }

    /** Returns the channel that is called {@code numbered} in the database of this number. */
    static String unnumbered(String numbered, int database) {
        String number = ":" + database;
        return database > 0 && (numbered.endsWith(CHANGES + number) || numbered.endsWith(NODES + number))
                ? numbered.substring(0, numbered.length() - number.length())
                : numbered;
    }

    /** Returns the key of the marks of {@code cache}. */
    static String tags(CacheSpace cache) {
        return cache.value() + ":tags";
    }

    /** Returns the key of the counter of {@code key}, in the slot of its value. */
    static String counter(EntryKey key) {
        return key.value() + ":counter";
    }

    /** Returns the key of what was removed of {@code key} a moment ago, in the slot of its value. */
    static String removed(EntryKey key) {
        return key.value() + ":removed";
    }

    /** Returns what comes before the id in the keys of values of {@code cache}. */
    static String head(CacheSpace cache) {
        String all = cache.key("").value();
        return all.substring(0, all.length() - 1);
    }

    /** Returns the id of the entry of {@code cache} whose value has this key. */
    static String id(CacheSpace cache, String key) {
        String head = head(cache);
        if (!key.startsWith(head) || !key.endsWith("}")) {
            throw new IllegalArgumentException("no value of the cache has this key");
        }
        return key.substring(head.length(), key.length() - 1);
    }
}
