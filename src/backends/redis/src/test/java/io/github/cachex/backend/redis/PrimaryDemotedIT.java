// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

/** The primary is where the Sentinels say, from the moment on that they say it, though the one before still answers. */
class PrimaryDemotedIT extends BehindSentinels {
    /** By SENTINEL FAILOVER the server before takes writes for many seconds more, all of which would be lost. */
    @Test
    void primaryThatIsDemoted_isLeftThoughItStillTakesWrites() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        sentinels.demote();

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        assertThat(news.breaks).hasPositiveValue();
        heardFrom(after);
        await().until(() -> connectionsTo(before) == 0);
    }
}
