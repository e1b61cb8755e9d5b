// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishingTest {
    private final CacheSpace space = new CacheSpace("app:1", "books");
    private final CacheSpace other = new CacheSpace("app:1", "authors");
    private final ManualClock clock = ManualClock.create();
    private final Publishing publishing = new Publishing(clock::nanos);

    private void refused(CacheSpace cache) {
        publishing.learn(cache, Script.WRITE, ScriptReply.of(List.of(1L, 1L, 0L)));
    }

    private void accepted(CacheSpace cache) {
        publishing.learn(cache, Script.WRITE, ScriptReply.of(List.of(1L, 1L, 1L)));
    }

    @Test
    void refused_isSaidOnceWithTheRemedy() {
        try (RedisLog log = new RedisLog()) {
            refused(space);
            refused(space);
            refused(other);

            assertThat(publishing.isAllowed(space)).isFalse();
            assertThat(publishing.isAllowed(other)).isFalse();
            assertThat(log.lines()).singleElement().asString().contains("WARNING", "&app:*", "+publish");
        }
    }

    @Test
    void acceptedAgainForEachCache_isSaidOnce() {
        refused(space);
        refused(other);
        clock.advance(Duration.ofSeconds(10));
        try (RedisLog log = new RedisLog()) {
            accepted(space);
            assertThat(publishing.isAllowed(space)).isTrue();
            assertThat(log.lines()).isEmpty();

            accepted(other);
            assertThat(publishing.isAllowed(other)).isTrue();
            assertThat(log.lines()).singleElement().asString().contains("INFO", "accepts PUBLISH again");
        }
    }

    @Test
    void acceptedAMomentAfterARefusal_isNotBelieved() {
        refused(space);
        clock.advance(Duration.ofSeconds(9));
        accepted(space);

        assertThat(publishing.isAllowed(space)).isFalse();
    }

    @Test
    void answersThatTellNobody_sayNothing() {
        publishing.learn(space, Script.WRITE, ScriptReply.of(List.of(1L, -1L)));
        publishing.learn(space, Script.TIME, ScriptReply.of(List.of(1L, 0L, 0L)));

        assertThat(publishing.isAllowed(space)).isTrue();
    }
}
