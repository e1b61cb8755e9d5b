// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that want to know who asks, or which of several names is meant. */
class MutualTlsTest {
    @TempDir
    private static Path files;

    private static RedisServer redis;
    private static Certificate server;
    private static Certificate ec;
    private static Certificate rsa;
    private static Certificate ed;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        server = Certificate.of(files, "server", "dns:localhost,ip:127.0.0.1,dns:redis.localhost");
        ec = Certificate.of(files, "ec", "dns:client");
        rsa = Certificate.of(files, "rsa", "dns:client", "RSA", "+0d");
        ed = Certificate.of(files, "ed", "dns:client", "Ed25519", "+0d");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static String contact(String uri, String... settings) {
        Settings given =
                new Settings().with("uri", uri).with("timeout.connect", "8s").with("timeout.socket", "8s");
        for (int i = 0; i < settings.length; i += 2) {
            given.with(settings[i], settings[i + 1]);
        }
        try (RedisBackend backend = (RedisBackend) new RedisBackendFactory().create(given)) {
            return backend.contact(CallBudget.of(Duration.ofSeconds(10))).orElseThrow();
        }
    }

    static Stream<Arguments> shown() {
        return Stream.of(ec, rsa, ed)
                .flatMap(own -> Stream.of(
                        Arguments.of(own, List.of("tls.certificate", own.pem(), "tls.key", own.keyPem())),
                        Arguments.of(
                                own,
                                List.of(
                                        "tls.certificate",
                                        own.pem(),
                                        "tls.key",
                                        own.encryptedKeyPem(),
                                        "tls.key-password",
                                        Certificate.PASSWORD)),
                        Arguments.of(
                                own,
                                List.of(
                                        "tls.key-store",
                                        own.keyStore(),
                                        "tls.key-store-password",
                                        Certificate.PASSWORD))));
    }

    @ParameterizedTest
    @MethodSource
    void shown(Certificate own, List<Object> settings) throws Exception {
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (TlsServer tls = TlsServer.before(redis.port(), server, Optional.of(own), protocol)) {
                String[] texts = Stream.concat(
                                Stream.of(
                                        "tls.trust-store",
                                        server.trustStore(),
                                        "tls.trust-store-password",
                                        Certificate.PASSWORD),
                                settings.stream())
                        .map(String::valueOf)
                        .toArray(String[]::new);

                assertThat(contact("rediss://localhost:" + tls.port(), texts)).contains("version ");
            }
        }
    }

    @Test
    void hostName_isToldToTheServerAnAddressIsNot() throws Exception {
        String ca = server.pem().toString();
        try (TlsServer tls = TlsServer.before(redis.port(), server)) {
            assertThat(contact("rediss://localhost:" + tls.port(), "tls.ca", ca))
                    .contains("version ");
            assertThat(tls.names()).contains("localhost").containsOnly("localhost");

            tls.names().clear();
            assertThat(contact("rediss://127.0.0.1:" + tls.port(), "tls.ca", ca))
                    .contains("version ");
            assertThat(tls.names()).isEmpty();
        }
    }
}
