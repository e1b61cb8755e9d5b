// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryCostTest {
    @Test
    void costs_arePrintedOfAnEntry() {
        try (RedisServer redis = RedisServer.start()) {
            List<String> lines = EntryCost.measured(URI.create(redis.uri()));
            lines.forEach(line -> Show.figure("entry-cost", line));
            assertThat(lines.get(0)).matches("bytes of an entry in Redis: [1-9]\\d+");
            assertThat(lines)
                    .contains(
                            "commands of a hit: 1",
                            "commands of a miss, loaded and stored: 3",
                            "commands of a put: 1",
                            "commands of an invalidation: 1");
        }
    }
}
