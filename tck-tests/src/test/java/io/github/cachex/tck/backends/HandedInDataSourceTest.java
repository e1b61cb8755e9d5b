// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A builder takes the client of whatever backend is chosen. */
class HandedInDataSourceTest {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);

    @Test
    void dataSource_isUsed_andStaysTheApplications() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:handed-in;DB_CLOSE_DELAY=-1");
        try (CacheHandler cache = over(source)) {
            cache.put(KEY, "kept");
        }
        try (CacheHandler another = over(source)) {
            assertThat(another.get(KEY)).hasValue("kept");
        }
    }

    private static CacheHandler over(JdbcDataSource source) {
        return CacheHandler.builder()
                .prefix("tck")
                .property("cachex.backend.type", "jdbc")
                .property("cachex.backend.jdbc.create-table", "true")
                .client(source)
                .build();
    }
}
