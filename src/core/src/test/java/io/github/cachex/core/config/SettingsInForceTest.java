// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.SettingInForce;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsInForceTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static List<SettingInForce> inForce(ConfigSource source, String... caches) {
        return Configuration.read(source, List.of()).inForce(List.of(), Set.of(caches));
    }

    private static Optional<SettingInForce> find(List<SettingInForce> settings, String key) {
        return settings.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    @Test
    void everyKeyOfTheCore_isListedSetOrNot() {
        List<SettingInForce> settings = inForce(MapSource.of("cachex.ttl", "7m"));

        assertThat(settings)
                .contains(
                        new SettingInForce("cachex.ttl", "7m", "configuration"),
                        new SettingInForce("cachex.jitter", "0.1", SettingInForce.DEFAULT))
                .hasSameSizeAs(Configuration.keys());
        assertThat(find(settings, "cachex.ttl"))
                .get()
                .extracting(SettingInForce::isSet)
                .isEqualTo(true);
        assertThat(find(settings, "cachex.jitter"))
                .get()
                .extracting(SettingInForce::isSet)
                .isEqualTo(false);
    }

    @Test
    void secret_isHiddenWhollyAndSoIsWhatNobodyReads() {
        List<SettingInForce> settings =
                inForce(MapSource.of("cachex.encryption.keys", "a:" + KEY, "cachex.encrpytion.keys", "b:" + KEY));

        assertThat(find(settings, "cachex.encryption.keys"))
                .get()
                .extracting(SettingInForce::value)
                .isEqualTo("***");
        assertThat(settings.toString()).doesNotContain("AAAA").doesNotContain("encrpytion");
    }

    @Test
    void settingsOfCachesGroupsAndMethods_followByKey() {
        List<SettingInForce> settings = inForce(MapSource.of(
                "com.acme.Posts/find/CachexFetch/ttl", "3m",
                "com.acme.Posts/find/CachexAllow", "unmet",
                "cachex.group.catalog.jitter", "0.3",
                "cachex.cache.posts.group", "catalog",
                "cachex.cache.posts.ttl", "2m"));

        assertThat(settings.subList(Configuration.keys().size(), settings.size()))
                .extracting(SettingInForce::key)
                .containsExactly(
                        "cachex.cache.posts.group",
                        "cachex.cache.posts.ttl",
                        "cachex.group.catalog.jitter",
                        "com.acme.Posts/find/CachexAllow",
                        "com.acme.Posts/find/CachexFetch/ttl");
    }

    @Test
    void environmentVariable_standsUnderItsKey() {
        List<SettingInForce> settings = inForce(
                MapSource.of(
                        "CACHEX_CACHE_MY_POSTS_TTL", "2m",
                        "CACHEX_CACHE_MY_POSTS_GROUP", "catalog",
                        "CACHEX_GROUP_CATALOG_JITTER", "0",
                        "CACHEX_PREFIX", "acme"),
                "my-posts");

        assertThat(settings)
                .contains(
                        new SettingInForce("cachex.prefix", "acme", "configuration"),
                        new SettingInForce("cachex.cache.my-posts.ttl", "2m", "configuration"),
                        new SettingInForce("cachex.group.catalog.jitter", "0", "configuration"));
    }

    @Test
    void sourceThatIsNamedByAnAddress_showsNoCredentials() {
        ConfigSource source = new ConfigSource() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(Map.of("cachex.ttl", "7m").get(key));
            }

            @Override
            public Set<String> names() {
                return Set.of("cachex.ttl");
            }

            @Override
            public Optional<String> origin(String key) {
                return Optional.of("remote[https://me:pass@config.acme.com/cachex]");
            }
        };

        assertThat(find(inForce(source), "cachex.ttl"))
                .get()
                .extracting(SettingInForce::source)
                .isEqualTo("remote[https://***@config.acme.com/cachex]");
    }

    @Test
    void annotation_standsUnderTheKeyThatOverridesIt() {
        Configuration configuration = Configuration.read(MapSource.of("cachex.cache.posts.jitter", "0.2"), List.of());

        assertThat(configuration.annotated(
                        "posts", SettingsInForceTest.class, "find", "CachexFetch", Map.of("ttl", "1m", "jitter", "0")))
                .containsExactly(new SettingInForce(
                        SettingsInForceTest.class.getName() + "/find/CachexFetch/ttl",
                        "1m",
                        SettingInForce.ANNOTATION));
    }
}
