// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches that share the settings of a group. */
class CacheGroupsTest {
    private static Configuration read(String... keysAndValues) {
        return Configuration.read(MapSource.of(keysAndValues), List.of());
    }

    @Test
    void cachesOfAGroup_haveItsSettings() {
        Configuration configuration = read(
                "cachex.ttl", "1m",
                "cachex.cache.posts.group", "catalog",
                "cachex.cache.authors.group", "catalog",
                "cachex.cache.authors.jitter", "0",
                "cachex.group.catalog.ttl", "2m",
                "cachex.group.catalog.jitter", "0.3",
                "cachex.group.catalog.lease.ttl", "4s");

        assertThat(configuration.cache("posts").freshness().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.cache("posts").freshness().jitter()).isEqualTo(0.3);
        assertThat(configuration.cache("authors").freshness().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.cache("authors").freshness().jitter()).isZero();
        assertThat(configuration.cache("authors").lease().ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(configuration.cache("others").freshness().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void namesWithDots_areQuotedInKeysAlone() {
        Configuration configuration = read(
                "cachex.cache.\"My.Cache\".group", "My.Group",
                "cachex.group.\"My.Group\".ttl", "2m");

        assertThat(configuration.cache("My.Cache").freshness().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void environmentVariables_areAsGood() {
        Configuration configuration = read(
                "CACHEX_CACHE_POSTS_GROUP", "my-catalog",
                "CACHEX_GROUP_MY_CATALOG_STALE_TTL", "2h",
                // A guess at the key of the variable, as some configurations list it.
                "cachex.group.my.catalog.stale.ttl", "2h");

        assertThat(configuration.cache("posts").freshness().staleTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void report_saysThatTheGroupSaysSo() {
        Configuration configuration = read("cachex.cache.posts.group", "catalog", "cachex.group.catalog.ttl", "2m");

        assertThat(configuration.report("posts", CacheGroupsTest.class, "find", "CachexFetch", Map.of("ttl", "1m")))
                .contains("ttl=2m, cachex.group.catalog.ttl", "jitter=0.1, the default");
    }

    @Test
    void mistakesOfAGroup_areFoundThoughNoCacheIsNamed() {
        Configuration configuration = read(
                "cachex.group.catalog.ttl", "soon",
                "cachex.group.short.wait-timeout", "2s",
                "cachex.group.\"a b\".ttl", "1m",
                "CACHEX_GROUP_OTHER_JITTER", "2");

        assertThat(configuration.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.startsWith("cachex.group.catalog.ttl=soon: "))
                .anyMatch(problem -> problem.startsWith("cachex.group.short.wait-timeout=2s: against "))
                .anyMatch(problem -> problem.startsWith("group name=a b: has a brace, a colon, a quote or a blank; "))
                .anyMatch(problem -> problem.startsWith("CACHEX_GROUP_OTHER_JITTER=2: "));
    }

    @Test
    void nameThatNoGroupMayHave_isAProblemAndCountsAsNone() {
        Configuration configuration = read("cachex.ttl", "1m", "cachex.cache.posts.group", "a:b");

        assertThat(configuration.cache("posts").freshness().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.problems())
                .containsExactly("cachex.cache.posts.group=a:b: has a brace, a colon, a quote or a blank;"
                        + " write letters, digits, dashes, dots");
    }

    @ParameterizedTest
    @CsvSource({"cachex.group.catalog.group", "CACHEX_GROUP_CATALOG_GROUP", "cachex.group.\"catalog\".group"})
    void groupOfAGroup_isAMistake(String key) {
        Configuration configuration = read(key, "all");

        assertThat(configuration.problems())
                .containsExactly(key + "=all: a group has no group of its own; remove this key, and let"
                        + " cachex.cache.<name>.group name one group for each cache");
    }

    @Test
    void groupWithoutSettings_isWarnedAboutWithTheNearest() {
        assertThat(read("cachex.cache.posts.group", "catalog").warnings())
                .extracting(LogLine::message)
                .containsExactly("cachex.cache.posts.group=catalog: nothing is configured for this group;"
                        + " set cachex.group.catalog.<setting>");
        assertThat(read(
                                "cachex.cache.posts.group", "catalogue",
                                "cachex.cache.authors.group", "catalog",
                                "cachex.group.catalog.ttl", "2m")
                        .warnings())
                .extracting(LogLine::message)
                .containsExactly("cachex.cache.posts.group=catalogue: nothing is configured for this group;"
                        + " did you mean catalog?");
    }

    @Test
    void groupWithoutCaches_isWarnedAboutWithTheNearest() {
        assertThat(read("cachex.group.catalog.ttl", "2m", "cachex.group.catalog.jitter", "0")
                        .warnings())
                .extracting(LogLine::message)
                .containsExactly("cachex.group.catalog.jitter: no cache is in the group catalog;"
                        + " set cachex.cache.<name>.group=catalog");
        assertThat(read(
                                "cachex.cache.posts.group", "catalog",
                                "cachex.group.catalog.ttl", "2m",
                                "cachex.group.katalog.ttl", "2m")
                        .warnings())
                .extracting(LogLine::message)
                .containsExactly("cachex.group.katalog.ttl: no cache is in the group katalog; did you mean catalog?");
    }
}
