// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

/** The primary is where the Sentinels say once the one before is dead. */
class PrimaryDeadIT extends BehindSentinels {
    @Test
    void primaryThatDies_isReplacedByTheOneThatIsNamed() {
        RedisServer before = sentinels.primary();
        await().until(() -> writesTo(before));

        before.stop();
        sentinels.awaitReplaced(before);

        RedisServer after = sentinels.primary();
        await().until(() -> writesTo(after));
        heardFrom(after);
        before.restart();
    }
}
