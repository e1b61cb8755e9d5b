// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.util.Optional;

/** What one writes by hand over a store: records with versions, changed where they are as expected. */
interface BareClient extends AutoCloseable {
    /** Returns the one of {@code store}. */
    static BareClient of(SharedStore store) throws Exception {
        return switch (store.kind()) {
            case DYNAMODB -> new BareDynamoDb(store);
            case MEMCACHED -> new BareMemcached(store);
            case FILE -> new BareFiles(store);
            default -> new BareDatabase(store);
        };
    }

    Optional<byte[]> read(String key) throws Exception;

    /** Stores {@code bytes} where nothing is. */
    void insert(String key, byte[] bytes) throws Exception;

    /** Stores {@code bytes} where there is still what was inserted. */
    void replace(String key, byte[] bytes) throws Exception;

    /** Deletes whatever is there; where others are told of changes, they are told. */
    void delete(String key) throws Exception;

    @Override
    void close() throws Exception;
}
