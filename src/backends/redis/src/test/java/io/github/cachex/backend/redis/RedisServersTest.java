// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisServersTest {
    @ParameterizedTest
    @CsvSource({
        "redis://cache.example.org:6380, cache.example.org, 6380, 0, false",
        "redis://cache, cache, 6379, 0, false",
        "cache, cache, 6379, 0, false",
        "cache:7000, cache, 7000, 0, false",
        "my_redis:7000/2, my_redis, 7000, 2, false",
        "'  redis://10.0.0.1/3 ', 10.0.0.1, 6379, 3, false",
        "redis://cache:/, cache, 6379, 0, false",
        "REDISS://cache:6390/12, cache, 6390, 12, true",
        "redis://[::1]:7001, [::1], 7001, 0, false",
        "'[fe80::1%eth0]', [fe80::1%eth0], 6379, 0, false",
    })
    void address_isReadWhateverIsLeftOut(String text, String host, int port, int database, boolean tls) {
        RedisServers servers = RedisServers.parse(text);

        assertThat(servers.hosts())
                .containsExactly(new RedisAddress(host, port, Optional.empty(), Optional.empty(), database, tls));
        assertThat(servers).returns(RedisMode.STANDALONE, RedisServers::mode).returns(false, RedisServers::said);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://app:secret@cache, app, secret",
        "'redis://app:se@cr,et@cache', app, 'se@cr,et'",
        "redis://app:p@ss:w/rd?#@cache:1/2, app, p@ss:w/rd?#",
        "redis://app:p%40ss%C3%A9%@cache, app, 'p@ssé%'",
        "app:://x@cache, app, ://x",
    })
    void credentials_areReadAsWrittenOrEncoded(String text, String user, String password) {
        RedisAddress address = only(text);

        assertThat(address.user()).hasValue(user);
        assertThat(address.password()).hasValue(password);
        assertThat(address.host()).isEqualTo("cache");
        assertThat(address.toString()).doesNotContain(password).doesNotContain(user + ":");
    }

    private static RedisAddress only(String text) {
        return RedisServers.parse(text).hosts().get(0);
    }

    @Test
    void severalHosts_areACluster() {
        RedisServers servers = RedisServers.parse("rediss://app:secret@a:7000, b,[::1]:7002,a:7000");

        assertThat(servers.mode()).isEqualTo(RedisMode.CLUSTER);
        assertThat(servers.hosts()).extracting(RedisAddress::place).containsExactly("a:7000", "b:6379", "[::1]:7002");
        assertThat(servers.hosts())
                .allMatch(host -> host.tls() && host.password().equals(Optional.of("secret")));
        assertThat(servers).hasToString("a:7000,b:6379,[::1]:7002/0 with TLS");
    }

    @Test
    void sentinels_haveTheNameOfTheMasterAndCredentialsOfTheirOwn() {
        RedisServers servers = RedisServers.parse("redis-sentinel://app:secret@s1:5000,s2/shop/3")
                .with(Optional.empty(), Optional.of("new"))
                .withSentinels(Optional.empty(), Optional.of("other"));

        assertThat(servers.mode()).isEqualTo(RedisMode.SENTINEL);
        assertThat(servers.master()).hasValue("shop");
        assertThat(servers.hosts()).extracting(RedisAddress::toString).containsExactly("s1:5000/0", "s2:26379/0");
        assertThat(servers.hosts()).allMatch(host -> host.user().isEmpty());
        assertThat(servers.hosts()).extracting(RedisAddress::password).containsOnly(Optional.of("other"));
        assertThat(servers.server("m", 6379))
                .isEqualTo(new RedisAddress("m", 6379, Optional.of("app"), Optional.of("new"), 3, false));
        assertThat(servers).hasToString("s1:5000,s2:26379/shop/3");
        assertThat(RedisServers.parse("rediss-sentinel://s1/shop"))
                .matches(any -> any.login().tls() && any.hosts().get(0).tls());
    }

    @Test
    void passwordAlone_needsNoUser() {
        assertThat(only("redis://:secret@cache"))
                .returns(Optional.empty(), RedisAddress::user)
                .returns(Optional.of("secret"), RedisAddress::password);
    }

    @Test
    void separateCredentials_goBeforeThoseOfTheAddress() {
        RedisServers servers = RedisServers.parse("redis://app:old@cache").with(Optional.empty(), Optional.of("new"));
        RedisAddress address = servers.hosts().get(0);

        assertThat(address.user()).hasValue("app");
        assertThat(address.password()).hasValue("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://cache:6379",
                "redis:///0",
                "redis://cache:port",
                "redis://cache:0",
                "redis://cache:65536",
                "redis://cache:99999999999",
                "redis://cache/zero",
                "redis://cache?timeout=5",
                "redis://cache/0#x",
                "redis://one:6379,",
                "redis://one:6379,two:port",
                "redis://one/0/1",
                "redis://one/0,two",
                "redis://one:6379,redis://two:6379",
                "redis://app:s3cret@one,app:s3cret@two",
                "redis://app:s3cret@one:6379,app:s3cret@two:6379,app:s3cret@three",
                "redis-sentinel://app:s3cret@one",
                "redis-sentinel://one/",
                "redis-sentinel://one/shop/zero",
                "redis-sentinel://one/shop/0/1",
                "redis://s3cret@cache",
                "redis://app:s3cret@",
                "redis://app:s3cret@ca che",
                "redis://app:s3cret@cache?x=s3cret",
            })
    void unreadable_saysProblemAndRemedyWithoutCredentials(String text) {
        assertThatThrownBy(() -> RedisServers.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).+; .+")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void text_tellsWhereButNotWho() {
        assertThat(AddressText.parse("redis://app:secret@cache/3").toString())
                .contains("cache", "3")
                .doesNotContain("app", "secret");
        assertThat(only("rediss://app:secret@cache/3")).hasToString("cache:6379/3 with TLS");
        assertThat(only("cache")).hasToString("cache:6379/0");
    }
}
