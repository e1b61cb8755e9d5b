// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with TLS between the two sides is named where no server is reached, with its key, its cause and a remedy. */
class TlsContactMistakesTest {
    private static final TlsMistakes MISTAKES = new TlsMistakes("contact");

    @TempDir
    private static Path files;

    private static RedisServer redis;
    private static Certificate good;
    private static Certificate client;
    private static Certificate authority;
    private static Certificate expired;
    private static Certificate early;
    private static Certificate elsewhere;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start();
        good = Certificate.of(files, "good", "dns:localhost");
        client = Certificate.of(files, "client", "dns:client", "RSA", "+0d");
        authority = Certificate.authority(files, "authority");
        expired = Certificate.signed(authority, "expired", "dns:localhost", "-9d");
        early = Certificate.signed(authority, "early", "dns:localhost", "+9d");
        elsewhere = Certificate.of(files, "elsewhere", "dns:redis.example", "EC", "+0d");
    }

    @AfterAll
    static void stop() {
        redis.close();
        MISTAKES.show();
    }

    /** Returns what is said where no server is reached with these settings. */
    private static String contact(String uri, String... settings) {
        Settings given = new Settings()
                .with("uri", uri)
                .with("timeout.connect", "8s")
                .with("timeout.socket", "8s")
                .with(List.of(settings));
        try (RedisBackend backend = (RedisBackend) new RedisBackendFactory().create(given)) {
            return catchThrowableOfType(
                            CacheBackendException.class, () -> backend.contact(CallBudget.of(Duration.ofSeconds(10))))
                    .getMessage();
        }
    }

    private static String contact(Certificate server, Optional<Certificate> wanted, String protocol, String... settings)
            throws Exception {
        try (TlsServer tls = TlsServer.before(redis.port(), server, wanted, protocol)) {
            return contact("rediss://app:s3cret@localhost:" + tls.port(), settings);
        }
    }

    private static String trusting(Certificate server, Certificate trusted) throws Exception {
        return contact(
                server, Optional.empty(), "TLSv1.3", "tls.ca", trusted.pem().toString());
    }

    @Test
    void certificates_areNamed() throws Exception {
        MISTAKES.named("expired", trusting(expired, authority), "is expired", "renew it");
        MISTAKES.named("not valid yet", trusting(early, authority), "is not valid yet", "clock");
        MISTAKES.named(
                "another host",
                trusting(elsewhere, elsewhere),
                "for another host",
                "localhost",
                "cachex.backend.redis.uri");
        MISTAKES.named("self-signed", contact(good, Optional.empty(), "TLSv1.3"), "is self-signed", "tls.ca");
        MISTAKES.named(
                "not the one that is trusted",
                contact(
                        good,
                        Optional.empty(),
                        "TLSv1.3",
                        "tls.ca",
                        elsewhere.pem().toString()),
                "self-signed",
                "tls.ca");
        MISTAKES.named(
                "unknown authority",
                contact(early, Optional.empty(), "TLSv1.3"),
                "from a CA that is not trusted",
                "tls.ca");
    }

    @Test
    void addressThatTheCertificateDoesNotHave_isNamed() throws Exception {
        try (TlsServer tls = TlsServer.before(redis.port(), good)) {
            MISTAKES.named(
                    "address for a name",
                    contact(
                            "rediss://127.0.0.1:" + tls.port(),
                            "tls.ca",
                            good.pem().toString()),
                    "for another host",
                    "127.0.0.1");
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void certificateThatTheServerWants_isNamed(String protocol) throws Exception {
        String ca = good.pem().toString();
        MISTAKES.named(
                "no certificate shown, " + protocol,
                contact(good, Optional.of(client), protocol, "tls.ca", ca),
                "certificate of this side",
                "tls.certificate");
        MISTAKES.named(
                "another certificate shown, " + protocol,
                contact(
                        good,
                        Optional.of(client),
                        protocol,
                        "tls.ca",
                        ca,
                        "tls.certificate",
                        elsewhere.pem().toString(),
                        "tls.key",
                        elsewhere.keyPem().toString()),
                "certificate of this side",
                "tls.certificate");
    }

    static List<String> protocols() {
        return Arrays.asList("TLSv1.2", "TLSv1.3");
    }

    @Test
    void tlsOnOneSideAlone_isNamed() throws Exception {
        MISTAKES.named(
                "server without TLS", contact("rediss://localhost:" + redis.port()), "speaks no TLS", "redis://");
        try (TlsServer tls = TlsServer.before(redis.port(), good)) {
            MISTAKES.named("client without TLS", contact("redis://localhost:" + tls.port()), "speaks TLS", "rediss://");
        }
    }
}
