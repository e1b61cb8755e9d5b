// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Tells Cachex the address of the relay in place of that of Redis, so that the buttons of the page can cut it off. */
public class RelayConfigSource implements ConfigSource {
    private static final String ADDRESS = "cachex.backend.redis.uri";

    /** Above the environment: that may hold an address for other applications. */
    @Override
    public int getOrdinal() {
        return 500;
    }

    @Override
    public Set<String> getPropertyNames() {
        return RedisLink.address().isPresent() ? Set.of(ADDRESS) : Set.of();
    }

    @Override
    public @Nullable String getValue(String property) {
        return property.equals(ADDRESS) ? RedisLink.address().orElse(null) : null;
    }

    @Override
    public String getName() {
        return "relay to Redis";
    }
}
