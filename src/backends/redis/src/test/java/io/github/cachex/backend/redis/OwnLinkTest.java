// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.BackendLink.LinkSession;
import org.junit.jupiter.api.Test;

/** The link on a connection of its own. */
class OwnLinkTest extends LinkCases {
    @Override
    RedisBackend listeningAt(int port) {
        return Backends.at("redis://127.0.0.1:" + port);
    }

    /** A user who may not hear a cache's channel hears the others, and writes all the same. */
    @Test
    void rightsThatLackForAChannel_costThatChannelAlone() {
        Raw.command(redis.port(), "ACL SETUSER half on >secret ~* +@all resetchannels &tck:1:wake:* &tck:1:{posts}:*");
        try (RedisBackend half = Backends.at("redis://half:secret@127.0.0.1:" + redis.port())) {
            LinkSession session = half.link().orElseThrow().open(news);
            session.join(USERS);
            session.join(POSTS);
            await().until(() -> news.has("joined posts"));
            half.write(USERS.key("a"), entry("written"), budget());
            half.write(POSTS.key("b"), entry("written"), budget());
            settle(session, news);

            assertThat(content(USERS.key("a"))).isEqualTo("written");
            assertThat(news.has("changed posts b")).isTrue();
            assertThat(news.has("joined users")).isFalse();
            assertThat(news.breaks).hasValue(0);
        }
    }

    @Test
    void noRightsForAnyChannel_leavesSignsOfLife() {
        Raw.command(redis.port(), "ACL SETUSER deaf on >secret ~* +@all resetchannels");
        try (RedisBackend deaf = Backends.at("redis://deaf:secret@127.0.0.1:" + redis.port())) {
            LinkSession session = deaf.link().orElseThrow().open(news);
            session.join(USERS);
            settle(session, news);

            assertThat(news.has("joined users")).isFalse();
        }
    }
}
