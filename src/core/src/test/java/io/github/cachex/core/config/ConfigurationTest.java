// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.TagStore.TagBounds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static Configuration read(String... keysAndValues) {
        return Configuration.read(
                MapSource.of(keysAndValues), List.of(new FakeFactory("memory"), new FakeFactory("redis")));
    }

    private static String onlyProblem(String... keysAndValues) {
        List<String> problems = read(keysAndValues).problems();
        assertThat(problems).hasSize(1);
        // key=value: problem; remedy
        assertThat(problems.get(0)).matches("(?s)[^=]+=.*: [^;]+; .+");
        return problems.get(0);
    }

    @Test
    void nothingConfigured_givesTheDocumentedDefaults() {
        Configuration configuration = read();

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.enabled()).isTrue();
        assertThat(configuration.prefix()).isEqualTo("cachex");
        assertThat(configuration.version()).isEqualTo("1");
        assertThat(configuration.namespace()).isEqualTo("cachex:1");
        assertThat(configuration.backends().chosen()).isEmpty();
        assertThat(configuration.serializer()).isEqualTo("jsonb");
        assertThat(configuration.verbose()).isFalse();
        assertThat(configuration.poll()).hasValue(Duration.ofSeconds(10));
        assertThat(configuration.keyPolicy()).isEqualTo(KeyPolicy.REJECT);
        assertThat(configuration.maxKeyLength()).isEqualTo(1024);
        assertThat(configuration.cache("posts"))
                .isEqualTo(new CacheSettings(
                        new FreshnessSettings(
                                Duration.ofMinutes(5),
                                Duration.ZERO,
                                0.1,
                                false,
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                false),
                        new WaitSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(10), WaitPolicy.LOAD),
                        new LeaseSettings(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(5),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(10)),
                        new NearSettings(true, NearStore.AUTO, 10_000, Duration.ofMinutes(1), NearOutage.SERVE),
                        Duration.ofSeconds(5),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        FailureSettings.NONE,
                        Optional.empty(),
                        StaleFailures.DEFAULT,
                        ErrorPolicy.DEGRADE,
                        Duration.ofMillis(600),
                        new Sizes(1 << 20, Integer.MAX_VALUE)));
    }

    @Test
    void everythingConfigured_isRead() {
        Configuration configuration = read(
                "cachex.enabled", "FALSE",
                "cachex.prefix", " shop ",
                "cachex.version", "2.1",
                "cachex.backend.type", "Redis",
                "cachex.serializer", "jackson",
                "cachex.log.verbose", "true",
                "cachex.config.poll", "0",
                "cachex.key.policy", "Hash",
                "cachex.key.max-length", "200",
                "cachex.ttl", "never",
                "cachex.stale-ttl", "1 day",
                "cachex.stale-on", "java.io.IOException, java.lang.IllegalStateException",
                "cachex.skip-on", "java.net.ConnectException",
                "cachex.cache-exceptions", "java.util.NoSuchElementException",
                "cachex.exception-ttl", "7s",
                "cachex.jitter", "0",
                "cachex.cache-null", "true",
                "cachex.null-ttl", "5s",
                "cachex.soft-timeout", "100ms",
                "cachex.hard-timeout", "2s",
                "cachex.refresh-ahead", "0.8",
                "cachex.sliding", "true",
                "cachex.near.enabled", "false",
                "cachex.near.store", "bytes",
                "cachex.near.max-entries", "50",
                "cachex.near.ttl", "30s",
                "cachex.near.during-outage", "distrust",
                "cachex.outage-ttl", "0",
                "cachex.breaker.failures", "3",
                "cachex.breaker.slow", "200ms",
                "cachex.breaker.probe", "2s",
                "cachex.link.heartbeat", "500ms",
                "cachex.link.dead", "2s",
                "cachex.background", "Inline",
                "cachex.background-threads", "4",
                "cachex.invalidations.max-queued", "100",
                "cachex.tags.max-marks", "1000",
                "cachex.tags.retention", "1 day",
                "cachex.transactions", "Immediate",
                "cachex.encryption.keys", "a:AAAAAAAAAAAAAAAAAAAAAA==",
                "cachex.compression.above", "2KiB",
                "cachex.wait-timeout", "9s",
                "cachex.on-wait-timeout", "throw",
                "cachex.backend-errors", "throw",
                "cachex.lease.ttl", "4s",
                "cachex.lease.renew", "2s",
                "cachex.lease.max", "1m",
                "cachex.marker.failed", "1s",
                "cachex.marker.unstored", "2s",
                "cachex.backend-budget", "300ms",
                "cachex.max-value", "64 KiB");

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.enabled()).isFalse();
        assertThat(configuration.namespace()).isEqualTo("shop:2.1");
        assertThat(configuration.backends().chosen()).hasValue("redis");
        assertThat(configuration.serializer()).isEqualTo("jackson");
        assertThat(configuration.verbose()).isTrue();
        assertThat(configuration.poll()).isEmpty();
        assertThat(configuration.keyPolicy()).isEqualTo(KeyPolicy.HASH);
        assertThat(configuration.maxKeyLength()).isEqualTo(200);
        assertThat(configuration.engine())
                .isEqualTo(new EngineSettings(
                        3,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        BackgroundMode.INLINE,
                        4,
                        100,
                        new TagBounds(1_000, Duration.ofDays(1)),
                        TransactionPolicy.IMMEDIATE,
                        new EncryptionKeys(List.of(new EncryptionKey("a", new SecretKeySpec(new byte[16], "AES"))))));
        assertThat(configuration.cache("any"))
                .isEqualTo(new CacheSettings(
                        new FreshnessSettings(
                                Durations.FOREVER,
                                Duration.ofDays(1),
                                0,
                                true,
                                Duration.ofSeconds(5),
                                Optional.of(0.8),
                                true),
                        new WaitSettings(
                                Optional.of(Duration.ofMillis(100)),
                                Optional.of(Duration.ofSeconds(2)),
                                Duration.ofSeconds(9),
                                WaitPolicy.THROW),
                        new LeaseSettings(
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2)),
                        new NearSettings(false, NearStore.BYTES, 50, Duration.ofSeconds(30), NearOutage.DISTRUST),
                        Duration.ZERO,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        new FailureSettings(List.of(java.util.NoSuchElementException.class), Duration.ofSeconds(7)),
                        Optional.empty(),
                        new StaleFailures(
                                List.of("java.io.IOException", "java.lang.IllegalStateException"),
                                List.of("java.net.ConnectException")),
                        ErrorPolicy.THROW,
                        Duration.ofMillis(300),
                        new Sizes(64 << 10, 2 << 10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cachex.enabled            | yes           | neither true nor false
                    cachex.ttl                | 0             | not above zero
                    cachex.ttl                | 0s            | not above zero
                    cachex.ttl                | -5m           | negative
                    cachex.ttl                | PT-5M         | negative
                    cachex.ttl                | 5 sek         | unknown unit 'sek'
                    cachex.ttl                | soon          | not a duration
                    cachex.ttl                | 1ns           | unknown unit
                    cachex.stale-ttl          | -1s           | negative
                    cachex.jitter             | 1             | 0 to 0.9
                    cachex.jitter             | NaN           | 0 to 0.9
                    cachex.jitter             | ten           | 0 to 0.9
                    cachex.cache-null         | 1             | neither true nor false
                    cachex.on-wait-timeout    | wait          | load or throw
                    cachex.backend-errors     | ignore        | degrade or throw
                    cachex.lease.ttl          | never         | too long
                    cachex.lease.ttl          | 5ms           | too short
                    cachex.lease.max          | never         | too long
                    cachex.marker.failed      | 0             | not above zero
                    cachex.backend-budget     | never         | too long
                    cachex.max-value          | 1MB           | not a size
                    cachex.max-value          | -1            | not a size
                    cachex.max-value          | 0             | out of range
                    cachex.max-value          | 2GiB          | out of range
                    cachex.max-value          | 999999999999999GiB | out of range
                    cachex.compression.above  | 2KB           | not a size
                    cachex.key.max-length     | long          | whole number
                    cachex.key.max-length     | 10            | out of range
                    cachex.key.policy         | drop          | reject or replace or hash
                    cachex.prefix             | a:b           | a colon
                    cachex.prefix             | {a}           | a brace
                    cachex.version            | 1 2           | a blank
                    cachex.backend.type       | rediss        | did you mean redis?
                    """)
    void unusableValue_isOneProblemWithItsKeyAndItsValue(String key, String value, String problem) {
        assertThat(onlyProblem(key, value)).startsWith(key + "=" + value + ": ").contains(problem);
    }

    @Test
    void unusableValue_leavesTheDefault() {
        Configuration configuration = read("cachex.ttl", "soon", "cachex.prefix", "a:b", "cachex.key.policy", "x");

        assertThat(configuration.cache("posts").freshness().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.namespace()).isEqualTo("cachex:1");
        assertThat(configuration.keyPolicy()).isEqualTo(KeyPolicy.REJECT);
    }

    @Test
    void manyMistakes_areAllThere() {
        Configuration configuration =
                read("cachex.enabled", "on", "cachex.cache.a.ttl", "0", "cachex.cache.b.jitter", "2");
        configuration.cache("c");

        assertThat(configuration.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("cachex.enabled=on: "))
                .anyMatch(problem -> problem.startsWith("cachex.cache.a.ttl=0: "))
                .anyMatch(problem -> problem.startsWith("cachex.cache.b.jitter=2: "));
    }

    @Test
    void sameMistakeMetTwice_isSaidOnce() {
        Configuration configuration = read("cachex.ttl", "0");
        configuration.cache("a");
        configuration.cache("b");

        assertThat(configuration.problems()).hasSize(1);
    }

    @Test
    void emptyOrBlankValue_countsAsUnset() {
        Configuration configuration = read("cachex.ttl", "  ", "cachex.backend.type", "");

        assertThat(configuration.cache("a").freshness().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.backends().chosen()).isEmpty();
        assertThat(configuration.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "{a}", "a b", "", "a\nb", "a\u00a0b", "a\"b", "a\uD800"})
    void nameThatNoKeyMayHold_isAProblem(String name) {
        assertThat(Configuration.nameProblem(name)).isPresent();

        Configuration configuration = read();
        configuration.cache(name);
        configuration.method(name, ConfigurationTest.class, "find", "CachexFetch", Map.of());
        assertThat(configuration.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"posts", "My.Cache", "com.acme.Posts.find(long,String)", "größe-1"})
    void ordinaryName_isFine(String name) {
        assertThat(Configuration.nameProblem(name)).isEmpty();
    }

    @Test
    void cacheSettings_goBeforeThoseForAll() {
        Configuration configuration =
                read("cachex.ttl", "1m", "cachex.cache.posts.ttl", "2m", "cachex.cache.\"My.Cache\".ttl", "3m");

        assertThat(configuration.cache("posts").freshness().ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(configuration.cache("My.Cache").freshness().ttl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(configuration.cache("other").freshness().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void plainNameMayBeQuotedToo() {
        assertThat(read("cachex.cache.\"posts\".ttl", "2m")
                        .cache("posts")
                        .freshness()
                        .ttl())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "5s, cachex.wait-timeout=5s: against cachex.lease.ttl=3s (the default): ",
        "6s, cachex.wait-timeout=6s: against cachex.lease.ttl=3s (the default): "
    })
    void waitNotAboveTwiceTheLease_isAProblem(String wait, String said) {
        assertThat(onlyProblem("cachex.cache.x.ttl", "1m", "cachex.wait-timeout", wait))
                .startsWith(said);
    }

    @Test
    void leaseTooLongForTheWait_isSaidOfTheLease() {
        assertThat(onlyProblem("cachex.cache.posts.lease.ttl", "5s"))
                .startsWith("cachex.cache.posts.lease.ttl=5s: against cachex.wait-timeout=10s (the default): ");
    }

    @Test
    void settingsThatClashAcrossLevels_nameBothKeys() {
        assertThat(onlyProblem(
                        "cachex.lease.ttl", "4s",
                        "cachex.cache.posts.wait-timeout", "7s"))
                .startsWith("cachex.cache.posts.wait-timeout=7s: against cachex.lease.ttl=4s: ");
    }

    @Test
    void renewalAndLongestLease_areCheckedAgainstTheLease() {
        assertThat(onlyProblem("cachex.cache.a.lease.renew", "3s")).startsWith("cachex.cache.a.lease.renew=3s: ");
        assertThat(onlyProblem("cachex.cache.a.lease.max", "2s")).startsWith("cachex.cache.a.lease.max=2s: ");
    }

    @Test
    void unreadableLease_isNotCheckedAgainstOthers() {
        assertThat(onlyProblem("cachex.cache.a.lease.ttl", "x", "cachex.cache.a.wait-timeout", "1s"))
                .startsWith("cachex.cache.a.lease.ttl=x: ");
    }

    @Test
    void environmentVariable_isReadAndNamedInItsOwnForm() {
        Configuration configuration = read("CACHEX_STALE_TTL", "1h", "CACHEX_TTL", "0");

        assertThat(configuration.cache("a").freshness().staleTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(configuration.problems()).singleElement().asString().startsWith("CACHEX_TTL=0: ");
    }

    @Test
    void environmentVariableOfACache_isCheckedAtStart() {
        assertThat(onlyProblem("CACHEX_CACHE_MY_POSTS_NULL_TTL", "x")).startsWith("CACHEX_CACHE_MY_POSTS_NULL_TTL=x: ");
        assertThat(read("CACHEX_CACHE_POSTS_LEASE_TTL", "4s")
                        .cache("posts")
                        .lease()
                        .ttl())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void prefixUnsetOnASharedBackend_isWarnedAbout() {
        assertThat(read("cachex.backend.type", "redis").warnings())
                .singleElement()
                .asString()
                .contains("cachex.prefix=cachex (the default)", "redis");
        assertThat(read("cachex.backend.redis.uri", "redis://:hunter2@host").warnings())
                .singleElement()
                .asString()
                .contains("cachex.prefix")
                .doesNotContain("hunter2");
        assertThat(read("cachex.backend.type", "memory").warnings()).isEmpty();
        assertThat(read("cachex.backend.type", "redis", "cachex.prefix", "shop").warnings())
                .isEmpty();
        assertThat(read().prefixWarning("redis")).isPresent();
        assertThat(read().prefixWarning("memory")).isEmpty();
    }

    @Test
    void keys_areDocumentedWithDefaultsThatCanBeRead() {
        assertThat(Configuration.keys())
                .extracting(ConfigKey::name)
                .doesNotHaveDuplicates()
                .contains("cachex.ttl");
        assertThat(Configuration.keys()).allSatisfy(key -> {
            assertThat(key.description()).endsWith(".");
            assertThat(key.defaultText().isEmpty())
                    .isEqualTo(key.secret()
                            || List.of("cachex.backend.type", "cachex.allow", "cachex.interceptors.inside")
                                    .contains(key.name()));
        });
        String[] all = Configuration.keys().stream()
                .filter(key -> !key.defaultText().isEmpty())
                .flatMap(key -> java.util.stream.Stream.of(key.name(), key.defaultText()))
                .toArray(String[]::new);
        Configuration configuration = read(all);
        assertThat(configuration.cache("x")).isEqualTo(read().cache("x"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void noKey_isBothLeafAndNode() {
        List<String> names = Configuration.keys().stream().map(ConfigKey::name).toList();

        assertThat(names).allSatisfy(leaf -> assertThat(names).noneMatch(name -> name.startsWith(leaf + ".")));
    }
}
