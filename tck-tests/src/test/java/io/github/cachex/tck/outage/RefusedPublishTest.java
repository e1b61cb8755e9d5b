// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Raw;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** A node whose user may change entries but not publish that: the others learn of it at their next heartbeat all the same. */
class RefusedPublishTest extends OverRedis {
    private static final CacheKey<String> KEY = CacheKey.of("key", String.class);
    private static final CacheOptions TAGGED = CacheOptions.defaults().tags("news");
    private static final Logger LOGGER = Logger.getLogger("io.github.cachex.redis");
    /** What Redis 7 gives to new users, and a list of commands that is too short. */
    private static final String NO_CHANNELS = "resetchannels";

    private static final String NO_PUBLISH = "-publish";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        lines.clear();
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
    }

    /** Returns a node whose user lacks {@code right}. */
    private CacheHandler job(String... rights) {
        try (Jedis admin = Raw.jedis(redis())) {
            admin.aclSetUser("job", "reset", "on", ">pw", "~tck:*", "allchannels", "+@all");
            admin.aclSetUser("job", rights);
        }
        String uri = "redis://job:pw@" + redis().hostName() + ":" + redis().port();
        return closing(builder(uri).build());
    }

    /** Returns a node that keeps the value {@code old} near. */
    private CacheHandler web() {
        CacheHandler web = node("cachex.link.heartbeat", "100ms");
        Awaitility.await().until(() -> {
            web.fetch(KEY, TAGGED, () -> "old");
            return web.stats().nearHits() > 0;
        });
        return web;
    }

    private static void awaitNews(CacheHandler web) {
        Awaitility.await().until(() -> web.fetch(KEY, () -> "new").equals("new"));
        assertThat(web.get(KEY)).contains("new");
    }

    private void assertSaidOnce() {
        assertThat(lines)
                .filteredOn(line -> line.contains("PUBLISH"))
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("&tck:*", "+publish");
        assertThat(lines).noneMatch(line -> line.contains("pw"));
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CHANNELS, NO_PUBLISH})
    void invalidation_reachesOthersAndIsSaid(String right) {
        CacheHandler job = job(right);
        CacheHandler web = web();
        assertThat(job.invalidate("key").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(job.invalidate("other").outcome()).isEqualTo(Outcome.APPLIED);
        awaitNews(web);
        assertThat(job.get(KEY)).contains("new");
        assertSaidOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CHANNELS, NO_PUBLISH})
    void put_invalidatesWhatOthersKeep(String right) {
        CacheHandler job = job(right);
        CacheHandler web = web();
        job.put(KEY, "new");
        assertThat(job.get(KEY)).isNotEqualTo(java.util.Optional.of("old"));
        awaitNews(web);
        assertSaidOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CHANNELS, NO_PUBLISH})
    void expirationAndRemoval_reachOthers(String right) {
        CacheHandler job = job(right);
        CacheHandler web = web();
        assertThat(job.expire("key").outcome()).isEqualTo(Outcome.APPLIED);
        awaitNews(web);
        assertThat(job.getAndRemove(KEY)).contains("new");
        Awaitility.await().until(() -> web.get(KEY).isEmpty());
        assertSaidOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "pattern", "clear"})
    void groups_reachOthersAndAreSaid(String group) {
        CacheHandler job = job(NO_CHANNELS);
        CacheHandler web = web();
        switch (group) {
            case "tag" -> job.invalidateTags("news");
            case "pattern" -> job.invalidateMatching("k*");
            default -> job.clear();
        }
        awaitNews(web);
        assertSaidOnce();
    }

    /** Neither told nor marked: it is made up for when that is possible. */
    @ParameterizedTest
    @ValueSource(strings = {NO_CHANNELS, NO_PUBLISH})
    void changeThatCannotBeMarkedEither_isQueued(String right) {
        CacheHandler job = job(right, "-zadd");
        web();
        assertThat(job.invalidate("key").outcome()).isEqualTo(Outcome.QUEUED);
    }
}
