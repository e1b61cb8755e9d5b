// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.redis.Credentials.Login;
import io.github.cachex.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials that are other ones by the time that something is dialled. */
class RotatedCredentialsTest {
    private final ManualClock clock = ManualClock.create();
    private Login told = new Login(Optional.of("app"), Optional.of("f1rst"));
    private Runnable trouble = () -> {};
    private final Credentials credentials = new Credentials(this::tell, clock::nanos);

    private Login tell() {
        trouble.run();
        return told;
    }

    @Test
    void dialledAfterAChange_usesTheNewOnesAndEndsConnectionsOfTheOld() {
        ConnectionLife old = ConnectionLife.of(Duration.ofDays(1), credentials);
        told = new Login(Optional.of("app"), Optional.of("s3cond"));

        try (RedisLog log = new RedisLog()) {
            assertThat(String.valueOf(credentials.get().getPassword())).isEqualTo("s3cond");
            assertThat(old.isOver()).isTrue();
            assertThat(ConnectionLife.of(Duration.ofDays(1), credentials).isOver())
                    .isFalse();
            credentials.get();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("INFO", "changed")
                    .doesNotContain("s3cond", "app");
        }
    }

    @Test
    void changeWithoutADial_isSeenWithinASecond() {
        ConnectionLife old = ConnectionLife.of(Duration.ofDays(1), credentials);
        told = new Login(Optional.of("other"), Optional.of("f1rst"));
        assertThat(old.isOver()).isFalse();

        clock.advance(Duration.ofMillis(1_001));

        assertThat(old.isOver()).isTrue();
    }

    static Stream<Runnable> troubles() {
        String words = "the vault with f1rst is shut";
        return Stream.of(
                () -> {
                    throw new IllegalStateException(words);
                },
                () -> {
                    throw new LinkageError(words);
                });
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void sourceThatFails_isSaidOnceWithoutItsWordsAndTheKnownOnesAreUsed(Runnable failing) {
        trouble = failing;
        try (RedisLog log = new RedisLog()) {
            assertThat(String.valueOf(credentials.get().getPassword())).isEqualTo("f1rst");
            credentials.get();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("WARNING", "java.lang.")
                    .doesNotContain("f1rst", "vault");
        }
    }

    @Test
    void passwordsOfThePast_areKnownToo() {
        told = new Login(Optional.empty(), Optional.of("s3cond"));
        credentials.get();

        assertThat(credentials.isIn("ERR unknown command AUTH f1rst")).isTrue();
        assertThat(credentials.isIn("ERR unknown command AUTH s3cond")).isTrue();
        assertThat(credentials.isIn("ERR unknown command")).isFalse();
        assertThat(credentials + " " + told).doesNotContain("f1rst", "s3cond");
    }

    /** They would be kept for as long as the process runs. */
    @Test
    void passwordsOfALongPast_areForgotten() {
        for (int i = 0; i < 8; i++) {
            told = new Login(Optional.empty(), Optional.of("later" + i));
            credentials.get();
        }

        assertThat(credentials.isIn("AUTH later0")).isTrue();
        assertThat(credentials.isIn("AUTH f1rst")).isFalse();
    }

    @Test
    void address_givesItsCredentialsAndNothingElse() {
        Settings settings = new Settings().with("uri", "redis://app:f1rst@cache/1");
        RedisServers servers = ConfiguredServers.read(settings).orElseThrow();
        Credentials configured = ConfiguredCredentials.read(settings, servers);

        settings.with("uri", "redis://next:s3cond@cache/1");
        try (RedisLog log = new RedisLog()) {
            assertThat(configured.get().getUser()).isEqualTo("next");
            assertThat(String.valueOf(configured.get().getPassword())).isEqualTo("s3cond");
            assertThat(log.lines()).noneMatch(line -> line.contains("restart"));

            settings.with("uri", "redis://last:th1rd@elsewhere/1").with("password", "f0urth");
            assertThat(configured.get().getUser()).isEqualTo("last");
            assertThat(String.valueOf(configured.get().getPassword())).isEqualTo("f0urth");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("restart"))
                    .singleElement()
                    .asString()
                    .contains("cachex.backend.redis.uri")
                    .doesNotContain("th1rd", "elsewhere");

            settings.with("uri", "http://never");
            assertThat(configured.get().getUser()).isEqualTo("last");
        }
    }
}
