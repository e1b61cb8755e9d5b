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

class RedisAddressTest {
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
        assertThat(RedisAddress.parse(text))
                .isEqualTo(new RedisAddress(host, port, Optional.empty(), Optional.empty(), database, tls));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://app:secret@cache, app, secret",
        "redis://app:p@ss:w/rd?#@cache:1/2, app, p@ss:w/rd?#",
        "redis://app:p%40ss%C3%A9%@cache, app, 'p@ssé%'",
        "app:://x@cache, app, ://x",
    })
    void credentials_areReadAsWrittenOrEncoded(String text, String user, String password) {
        RedisAddress address = RedisAddress.parse(text);

        assertThat(address.user()).hasValue(user);
        assertThat(address.password()).hasValue(password);
        assertThat(address.host()).isEqualTo("cache");
        assertThat(address.toString()).doesNotContain(password).doesNotContain(user + ":");
    }

    @Test
    void passwordAlone_needsNoUser() {
        assertThat(RedisAddress.parse("redis://:secret@cache"))
                .returns(Optional.empty(), RedisAddress::user)
                .returns(Optional.of("secret"), RedisAddress::password);
    }

    @Test
    void separateCredentials_goBeforeThoseOfTheAddress() {
        RedisAddress address = RedisAddress.parse("redis://app:old@cache").with(Optional.empty(), Optional.of("new"));

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
                "redis://one:6379,two:6379",
                "redis://s3cret@cache",
                "redis://app:s3cret@",
                "redis://app:s3cret@ca che",
                "redis://app:s3cret@cache?x=s3cret",
            })
    void unreadable_saysProblemAndRemedyWithoutCredentials(String text) {
        assertThatThrownBy(() -> RedisAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).+; .+")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void text_tellsWhereButNotWho() {
        assertThat(RedisAddress.parse("rediss://app:secret@cache/3")).hasToString("cache:6379/3 with TLS");
        assertThat(RedisAddress.parse("cache")).hasToString("cache:6379/0");
    }
}
