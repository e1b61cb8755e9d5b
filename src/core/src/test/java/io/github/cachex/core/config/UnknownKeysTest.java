// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.LogLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
    private static List<String> warnings(String... names) {
        String[] texts = new String[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            texts[2 * i] = names[i];
            texts[2 * i + 1] = "hunter2";
        }
        return new UnknownKeys(new FakeFactory("redis").keys(), List.of())
                .warnings(MapSource.of(texts).names()).stream()
                        .map(LogLine::message)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    cachex.tll                     | cachex.ttl
                    cachex.stale.ttl               | cachex.stale-ttl
                    cachex.backend.redis.url       | cachex.backend.redis.uri
                    cachex.backend.redis.pool.maxx | cachex.backend.redis.pool.max
                    cachex.cache.posts.tll         | cachex.cache.posts.ttl
                    cachex.cache.posts.prefix      | cachex.prefix
                    cachex.cache.My.Cache.ttl      | cachex.cache."My.Cache".ttl
                    cachex.cache.a.b.lease.ttl     | cachex.cache."a.b".lease.ttl
                    cachex.cache."a.b".leese.ttl   | cachex.cache."a.b".lease.ttl
                    cachex.cache.posts.grupp       | cachex.cache.posts.group
                    cachex.group.catalog.tll       | cachex.group.catalog.ttl
                    cachex.group.catalog.prefix    | cachex.prefix
                    cachex.group.My.Group.near.ttl | cachex.group."My.Group".near.ttl
                    cachex.group."a.b".leese.ttl   | cachex.group."a.b".lease.ttl
                    CACHEX_GROUP_CATALOG_TLL       | CACHEX_GROUP_CATALOG_TTL
                    CACHEX_CACHE_POSTS_GRUPP       | CACHEX_CACHE_POSTS_GROUP
                    CACHEX_TLL                     | CACHEX_TTL
                    cachex_tll                     | CACHEX_TTL
                    CACHEX_BACKEND_REDIS_URL       | CACHEX_BACKEND_REDIS_URI
                    CACHEX_CACHE_POSTS_TLL         | CACHEX_CACHE_POSTS_TTL
                    com.acme.Posts/find/CachexFetch/tll | com.acme.Posts/find/CachexFetch/ttl
                    com.acme.Posts/CachexPut/staletTl   | com.acme.Posts/CachexPut/staleTtl
                    CachexInvalidate/matchin       | CachexInvalidate/matching
                    com.acme.Posts/CachexInvalidate/sofft | com.acme.Posts/CachexInvalidate/soft
                    com.acme.Posts/CachexPut/whenn | com.acme.Posts/CachexPut/when
                    com.acme.Posts/find/CachexAllow/value | com.acme.Posts/find/CachexAllow
                    CachexAllow                    | cachex.allow
                    cachex.alow                    | cachex.allow
                    """)
    void misspelledKey_isWarnedAboutWithTheNearest(String name, String nearest) {
        assertThat(warnings(name)).containsExactly(name + ": nobody reads this key; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cachex.something.entirely.different.from.all.that",
                "cachex.cache.posts",
                "CACHEX_CACHE_POSTS",
                "cachex.group.catalog",
                "CACHEX_GROUP_CATALOG",
                "com.acme.Posts/drop/CachexInvalidate/unless"
            })
    void keyFarFromAll_isWarnedAboutAlone(String name) {
        assertThat(warnings(name)).containsExactly(name + ": nobody reads this key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cachex.ttl",
                "cachex.allow",
                "CACHEX_ALLOW",
                "com.acme.Posts/save/CachexPut/when",
                "CachexPut/unless",
                "com.acme.Posts/drop/CachexInvalidate/when",
                "com.acme.Posts/CachexAllow",
                "com.acme.Posts/find/CachexAllow",
                "cachex.cache.posts.lease.ttl",
                "cachex.cache.\"My.Cache\".ttl",
                "cachex.backend.redis.uri",
                "cachex.warm.enabled",
                "cachex.test.redis.uri",
                "CACHEX_TTL",
                "cachex_ttl",
                "CACHEX_LEASE_TTL",
                "CACHEX_BACKEND_REDIS_POOL_MAX_WAIT",
                "CACHEX_CACHE_POSTS_TTL",
                "cachex.cache.posts.group",
                "cachex.group.catalog.lease.ttl",
                "cachex.group.\"My.Group\".ttl",
                "CACHEX_CACHE_POSTS_GROUP",
                "CACHEX_GROUP_MY_CATALOG_NEAR_MAX_ENTRIES",
                "CACHEX_CACHE__MY_CACHE__STALE_TTL",
                "CACHEX_WARM_CONCURRENCY",
                "CACHEX_TEST_REDIS_URI",
                "CachexFetch/ttl",
                "com.acme.Posts/find/CachexFetch/staleTtl",
                "com.acme.Posts/find/CachexFetch/when",
                "CachexFetch/unless",
                "com.acme.Posts/find/CachexPut/cache",
                "com.acme.Posts/find/CachexPut/tags",
                "com.acme.Posts/drop/CachexInvalidate/keys",
                "com.acme.Posts/find/Retry/maxRetries",
                "cachexx.ttl",
                "PATH",
                "java.home"
            })
    void knownAndForeignNames_areNoWarning(String name) {
        assertThat(warnings(name)).isEmpty();
    }

    /** Some configurations list CACHEX_POOL_MAX_WAIT a second time as cachex.pool.max.wait, a guess at its key. */
    @Test
    void guessAtTheKeyOfAVariable_isNotJudged() {
        assertThat(warnings("CACHEX_BACKEND_REDIS_POOL_MAX_WAIT", "cachex.backend.redis.pool.max.wait"))
                .isEmpty();
        assertThat(warnings("CACHEX_TLL", "cachex.tll")).hasSize(1);
    }
}
