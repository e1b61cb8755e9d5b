// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

/** The primary is where the Sentinels say once the one before hangs. */
class PrimaryHungIT extends BehindSentinels {
    @Test
    void primaryThatHangs_isReplacedByTheOneThatIsNamed() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        before.pause();
        sentinels.awaitReplaced(before);

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        heardFrom(after);
        before.resume();
        await().until(() -> connectionsTo(before) == 0);
        assertThat(writesTo(after)).isTrue();
    }
}
