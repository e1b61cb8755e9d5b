// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What can be wrong with one store or its settings, and what that needs. */
interface Mistakes extends AutoCloseable {
    /** Returns those of {@code store}, which stands ready for them. */
    static Mistakes of(SharedStore store) throws IOException, SQLException {
        return switch (store.kind()) {
            case DYNAMODB -> new DynamoDbMistakes(store);
            case MEMCACHED -> new MemcachedMistakes(store);
            case FILE -> new FileMistakes(store);
            default -> JdbcMistakes.in(store);
        };
    }

    /** Returns all that can be had while the store answers. */
    List<Mistake> all();

    /** Returns those that need a store that does not. */
    default List<Mistake> whileItHangs() {
        return List.of();
    }

    /** Returns {@code settings} with {@code key} as {@code value}. */
    default Map<String, String> with(Map<String, String> settings, String key, String value) {
        return Mistake.with(settings, key, value);
    }

    @Override
    default void close() {}
}
