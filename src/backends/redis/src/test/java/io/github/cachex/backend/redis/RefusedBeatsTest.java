// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server that refuses every beat of a link, as a Sentinel does that is taken for a Redis. */
class RefusedBeatsTest {
    @Test
    void everyBeatRefused_isSaidOnce() {
        try (RedisLog log = new RedisLog();
                RedisServer redis = RedisServer.start("--rename-command", "PING", "");
                RedisBackend backend = Backends.on(redis)) {
            HeardNews news = new HeardNews();
            try (LinkSession session = backend.link().orElseThrow().open(news)) {
                join(session, news, "first");
                for (int i = 0; i < 5; i++) {
                    session.beat();
                }
                // Answered behind all of the beats.
                join(session, news, "second");
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("refused what the link asked for"))
                    .hasSize(1);
        }
    }

    private static void join(LinkSession session, HeardNews news, String cache) {
        session.join(new CacheSpace("tck:1", cache));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> news.has("joined " + cache));
    }
}
