// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodSettingsTest {
    private static final String NAME = MethodSettingsTest.class.getName();

    private static Configuration read(String... keysAndValues) {
        return Configuration.read(MapSource.of(keysAndValues), List.of());
    }

    private static CacheSettings method(Configuration configuration, Map<String, String> members) {
        return configuration.method("posts", MethodSettingsTest.class, "find", "CachexFetch", members);
    }

    /** Each of these goes before all that stand below it. */
    @Test
    void precedence_isThatOfTheDocuments() {
        List<String> keys = List.of(
                NAME + "/find/CachexFetch/ttl",
                NAME + "/CachexFetch/ttl",
                "cachex.cache.posts.ttl",
                "cachex.group.catalog.ttl",
                "CachexFetch/ttl",
                "(annotation)",
                "cachex.ttl");
        for (int first = 0; first < keys.size(); first++) {
            List<String> configured = new ArrayList<>(List.of("cachex.cache.posts.group", "catalog"));
            for (int i = first; i < keys.size(); i++) {
                if (i != 5) {
                    configured.addAll(List.of(keys.get(i), (i + 1) + "m"));
                }
            }
            Map<String, String> members = first <= 5 ? Map.of("ttl", "6m") : Map.of("ttl", "");

            CacheSettings settings = method(read(configured.toArray(String[]::new)), members);

            assertThat(settings.freshness().ttl()).as(keys.get(first)).isEqualTo(Duration.ofMinutes(first + 1));
        }
    }

    @Test
    void everySetting_canBeSetForAMethod() {
        Configuration configuration = read(
                NAME + "/find/CachexFetch/waitTimeout", "9s",
                NAME + "/find/CachexFetch/leaseTtl", "4s",
                NAME + "/find/CachexFetch/staleTtl", "1h",
                NAME + "/find/CachexFetch/maxValue", "1KiB");

        CacheSettings settings = method(configuration, Map.of("staleTtl", "2h", "cacheNull", "true"));

        assertThat(settings.waiting().waitTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.lease().ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(settings.freshness().staleTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.sizes().max()).isEqualTo(1024);
        assertThat(settings.freshness().cacheNull()).isTrue();
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void mistakeInAnAnnotation_isSaidOfTheAnnotation() {
        Configuration configuration = read();
        method(configuration, Map.of("ttl", "5 sek", "cacheNull", "maybe"));

        assertThat(configuration.problems())
                .anyMatch(problem -> problem.startsWith(NAME + ".find: @CachexFetch ttl=5 sek: "))
                .anyMatch(problem -> problem.startsWith(NAME + ".find: @CachexFetch cacheNull=maybe: "))
                .hasSize(2);
    }

    @Test
    void mistakeInAMethodKey_isSaidOfThatKey() {
        Configuration configuration = read(NAME + "/find/CachexFetch/ttl", "0");
        method(configuration, Map.of("ttl", "5m"));

        assertThat(configuration.problems()).singleElement().asString().startsWith(NAME + "/find/CachexFetch/ttl=0: ");
    }

    @Test
    void waitTooShortForTheLease_isFoundPerMethod() {
        Configuration configuration = read(NAME + "/find/CachexFetch/waitTimeout", "2s");
        method(configuration, Map.of());

        assertThat(configuration.problems())
                .singleElement()
                .asString()
                .startsWith(NAME + "/find/CachexFetch/waitTimeout=2s: against cachex.lease.ttl=3s (the default): ");
    }

    @Test
    void otherMembers_areFoundByMethodThenClassThenAnnotation() {
        Configuration configuration = read(
                NAME + "/find/CachexFetch/key",
                "post:{0}",
                NAME + "/CachexFetch/cache",
                "posts",
                "CachexFetch/cache",
                "all",
                "CachexFetch/key",
                "{0}");

        assertThat(configuration.member(MethodSettingsTest.class, "find", "CachexFetch", "key"))
                .hasValue("post:{0}");
        assertThat(configuration.member(MethodSettingsTest.class, "find", "CachexFetch", "cache"))
                .hasValue("posts");
        assertThat(configuration.member(String.class, "find", "CachexFetch", "cache"))
                .hasValue("all");
        assertThat(configuration.member(String.class, "find", "CachexPut", "cache"))
                .isEmpty();
        assertThat(configuration.warnings()).isEmpty();
    }

    private static List<String> ineffective(Map<String, String> members, String... keysAndValues) {
        Configuration configuration = read(keysAndValues);
        method(configuration, members);
        assertThat(configuration.problems()).isEmpty();
        return configuration.methodWarnings().stream().map(LogLine::message).toList();
    }

    @Test
    void settingsWithoutEffect_areWarnedOf() {
        String annotation = NAME + ".find: @CachexFetch ";
        assertThat(ineffective(Map.of("softTimeout", "200ms")))
                .containsExactly(
                        annotation + "softTimeout=200ms: has no effect beside cachex.stale-ttl=0 (the default),"
                                + " since no stale value is kept that could be served after it; set a stale ttl, or remove it");
        assertThat(ineffective(Map.of("softTimeout", "5s", "hardTimeout", "2s", "staleTtl", "1h")))
                .containsExactly(
                        annotation + "softTimeout=5s: has no effect beside " + annotation + "hardTimeout=2s,"
                                + " since the hard timeout ends the wait before; lower it below the hard timeout, or remove it");
        assertThat(ineffective(Map.of("refreshAhead", "0.8"), "cachex.cache.posts.ttl", "never"))
                .containsExactly(annotation + "refreshAhead=0.8: has no effect beside cachex.cache.posts.ttl=never,"
                        + " since a value that never ends is never refreshed; set a ttl, or remove it");
        assertThat(ineffective(Map.of(), "cachex.cache.posts.soft-timeout", "200ms"))
                .singleElement()
                .asString()
                .startsWith("cachex.cache.posts.soft-timeout=200ms: has no effect");
        assertThat(ineffective(
                        Map.of("softTimeout", "1s", "hardTimeout", "2s", "staleTtl", "1h"),
                        "cachex.background",
                        "inline"))
                .containsExactly(
                        annotation
                                + "softTimeout=1s: has no effect beside cachex.background=inline, since no load goes on"
                                + " after its caller has been answered; bound the loader itself, or remove it",
                        annotation
                                + "hardTimeout=2s: has no effect beside cachex.background=inline, since no load goes on"
                                + " after its caller has been answered; bound the loader itself, or remove it");
    }

    @Test
    void settingsWithEffect_orForAll_areNot() {
        assertThat(ineffective(Map.of("softTimeout", "200ms", "hardTimeout", "2s", "staleTtl", "1h")))
                .isEmpty();
        assertThat(ineffective(Map.of("refreshAhead", "0.8"))).isEmpty();
        assertThat(ineffective(Map.of("staleTtl", "1h"), "cachex.cache.posts.soft-timeout", "200ms"))
                .isEmpty();
        assertThat(ineffective(
                        Map.of(), "cachex.soft-timeout", "200ms", "cachex.refresh-ahead", "0.8", "cachex.ttl", "never"))
                .isEmpty();
    }
}
