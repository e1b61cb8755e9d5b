// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.spi.ConfigKey;
import java.util.List;

/** The keys of the configuration. */
final class Keys {
    private static final String PREFIX = "cachex.backend.dynamodb.";

    static final ConfigKey TABLE = ConfigKey.of(PREFIX + "table", "", "The table: its name, or its ARN.");
    static final ConfigKey REGION =
            ConfigKey.of(PREFIX + "region", "", "The region; where the SDK of AWS finds one if left out.");
    static final ConfigKey ENDPOINT =
            ConfigKey.of(PREFIX + "endpoint", "", "The address to call instead of the region's own.");
    static final ConfigKey CREATE_TABLE = ConfigKey.of(
            PREFIX + "create-table", "false", "Whether the table is made at the start where it is missing.");

    private Keys() {}

    static List<ConfigKey> all() {
        return List.of(TABLE, REGION, ENDPOINT, CREATE_TABLE);
    }
}
