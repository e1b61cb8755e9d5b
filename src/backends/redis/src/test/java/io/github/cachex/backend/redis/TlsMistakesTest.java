// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be wrong with TLS is named with its key, its cause and a remedy: in the configuration at the start, else when no server
 * is reached.
 */
class TlsMistakesTest {
    private static final Set<String> NAMED = new TreeSet<>();

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
        Files.writeString(
                files.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Files.writeString(files.resolve("cut.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Files.writeString(files.resolve("cut.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        byte[] store = Files.readAllBytes(good.keyStore());
        Files.write(files.resolve("torn.p12"), Arrays.copyOf(store, store.length / 2));
        Files.writeString(files.resolve("odd.key"), sealed("AAAA"));
        Files.writeString(files.resolve("torn.key"), sealed("A"));
        Files.writeString(files.resolve("empty.pem"), "");
        Files.createDirectory(files.resolve("folder"));
    }

    private static String sealed(String content) {
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + content + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    @AfterAll
    static void stop() {
        redis.close();
        System.out.println("SHOW tls: " + NAMED.size() + " mistakes tried, each named with key, cause and remedy");
    }

    private static void named(String mistake, String problem, String... words) {
        assertThat(problem)
                .as(mistake)
                .contains(words)
                .contains("cachex.backend.redis.", "; ")
                .doesNotContain(Certificate.PASSWORD, "wr0ng", "s3cret");
        NAMED.add(mistake);
    }

    private static Arguments mistake(String name, String words, String... settings) {
        return Arguments.of(name, List.of(words.split(" \\| ")), List.of(settings));
    }

    static Stream<Arguments> configured() {
        String pem = good.pem().toString();
        String key = good.keyPem().toString();
        String sealed = good.encryptedKeyPem().toString();
        String store = good.keyStore().toString();
        return Stream.of(
                mistake("missing file", "tls.ca | no such file", "tls.ca", "/no/such/file.pem"),
                mistake("no path", "tls.ca | no such file", "tls.ca", "\0.pem"),
                mistake(
                        "folder",
                        "tls.ca | cannot be read",
                        "tls.ca",
                        files.resolve("folder").toString()),
                mistake(
                        "no certificate",
                        "tls.ca | holds no certificate",
                        "tls.ca",
                        files.resolve("empty.pem").toString()),
                mistake("key for a certificate", "tls.ca | holds no certificate", "tls.ca", key),
                mistake(
                        "damaged certificate",
                        "tls.ca | damaged",
                        "tls.ca",
                        files.resolve("cut.pem").toString()),
                mistake("key store for PEM", "tls.ca | holds no certificate", "tls.ca", store),
                mistake("missing trust store", "tls.trust-store | no such file", "tls.trust-store", "/no/such/store"),
                mistake("PEM for a trust store", "tls.trust-store | no key store | tls.ca", "tls.trust-store", pem),
                mistake(
                        "trust store without its password",
                        "tls.trust-store | password",
                        "tls.trust-store",
                        good.trustStore().toString()),
                mistake(
                        "trust store with a wrong password",
                        "tls.trust-store | cannot be opened with | tls.trust-store-password",
                        "tls.trust-store",
                        good.trustStore().toString(),
                        "tls.trust-store-password",
                        "wr0ng"),
                mistake(
                        "trust store without certificates",
                        "tls.trust-store | no certificate to trust",
                        "tls.trust-store",
                        store,
                        "tls.trust-store-password",
                        Certificate.PASSWORD),
                mistake(
                        "trusted twice",
                        "tls.trust-store | says the same as | tls.ca",
                        "tls.ca",
                        pem,
                        "tls.trust-store",
                        good.trustStore().toString(),
                        "tls.trust-store-password",
                        Certificate.PASSWORD),
                mistake(
                        "password of no trust store",
                        "tls.trust-store-password | of no use without | tls.trust-store",
                        "tls.trust-store-password",
                        Certificate.PASSWORD),
                mistake(
                        "certificate without key",
                        "tls.certificate | of no use without | tls.key",
                        "tls.certificate",
                        pem),
                mistake("key without certificate", "tls.key | of no use without | tls.certificate", "tls.key", key),
                mistake(
                        "key of another certificate",
                        "tls.key | not the key of the first certificate",
                        "tls.certificate",
                        client.pem().toString(),
                        "tls.key",
                        key),
                mistake(
                        "key that is not PKCS#8",
                        "tls.key | not PKCS#8 | openssl pkcs8",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        files.resolve("old.key").toString()),
                mistake(
                        "damaged key",
                        "tls.key | damaged",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        files.resolve("cut.key").toString()),
                mistake(
                        "certificate for a key",
                        "tls.key | holds no private key",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        pem),
                mistake(
                        "key without its password",
                        "tls.key | is encrypted | tls.key-password is not set",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        sealed),
                mistake(
                        "key with a wrong password",
                        "tls.key | cannot be decrypted with | tls.key-password",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        sealed,
                        "tls.key-password",
                        "wr0ng"),
                mistake(
                        "key encrypted in an unknown way",
                        "tls.key | encrypted in a way that Java does not read | openssl pkcs8",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        files.resolve("odd.key").toString(),
                        "tls.key-password",
                        Certificate.PASSWORD),
                mistake(
                        "torn key",
                        "tls.key | is damaged | anew",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        files.resolve("torn.key").toString(),
                        "tls.key-password",
                        Certificate.PASSWORD),
                mistake(
                        "password of a clear key",
                        "tls.key-password | not encrypted",
                        "tls.certificate",
                        pem,
                        "tls.key",
                        key,
                        "tls.key-password",
                        "wr0ng"),
                mistake(
                        "password of no key",
                        "tls.key-password | of no use without | tls.key",
                        "tls.key-password",
                        "wr0ng"),
                mistake("key store without its password", "tls.key-store | password", "tls.key-store", store),
                mistake(
                        "key store with a wrong password",
                        "tls.key-store | cannot be opened with | tls.key-store-password",
                        "tls.key-store",
                        store,
                        "tls.key-store-password",
                        "wr0ng"),
                mistake(
                        "torn key store",
                        "tls.key-store | cannot be read",
                        "tls.key-store",
                        files.resolve("torn.p12").toString(),
                        "tls.key-store-password",
                        Certificate.PASSWORD),
                mistake(
                        "key store without a key",
                        "tls.key-store | holds no private key",
                        "tls.key-store",
                        good.trustStore().toString(),
                        "tls.key-store-password",
                        Certificate.PASSWORD),
                mistake(
                        "key store and PEM",
                        "tls.key-store | says the same as | tls.certificate",
                        "tls.key-store",
                        store,
                        "tls.key-store-password",
                        Certificate.PASSWORD,
                        "tls.certificate",
                        pem,
                        "tls.key",
                        key));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void configured(String name, List<String> words, List<String> settings) {
        Settings given = new Settings().with("uri", "rediss://app:s3cret@localhost:1");
        for (int i = 0; i < settings.size(); i += 2) {
            given.with(settings.get(i), settings.get(i + 1));
        }

        assertThatThrownBy(() -> new RedisBackendFactory().create(given)).isInstanceOf(RuntimeException.class);

        named(name, String.join("\n", given.problems), words.toArray(String[]::new));
        assertThat(given.problems).as("each once").doesNotHaveDuplicates();
    }

    @Test
    void severalMistakes_areNamedAtOnce() {
        Settings given = new Settings()
                .with("uri", "rediss://localhost:1")
                .with("tls.ca", "/no/such/file.pem")
                .with("tls.certificate", files.resolve("empty.pem").toString())
                .with("tls.key", good.encryptedKeyPem().toString());

        assertThatThrownBy(() -> new RedisBackendFactory().create(given)).isInstanceOf(RuntimeException.class);

        assertThat(given.problems).hasSize(3);
    }

    @Test
    void optionsWithoutTls_areNamed() {
        Settings given = new Settings()
                .with("uri", "redis://localhost:1")
                .with("tls.ca", good.pem().toString())
                .with("tls.key-store-password", Certificate.PASSWORD);

        assertThatThrownBy(() -> new RedisBackendFactory().create(given)).isInstanceOf(RuntimeException.class);

        assertThat(given.problems).hasSize(2);
        given.problems.forEach(problem -> named("options without TLS", problem, "no effect without TLS", "rediss://"));
    }

    /** Returns what is said where no server is reached with these settings. */
    private static String contact(String uri, String... settings) {
        Settings given =
                new Settings().with("uri", uri).with("timeout.connect", "8s").with("timeout.socket", "8s");
        for (int i = 0; i < settings.length; i += 2) {
            given.with(settings[i], settings[i + 1]);
        }
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
        named("expired", trusting(expired, authority), "is expired", "renew it");
        named("not valid yet", trusting(early, authority), "is not valid yet", "clock");
        named(
                "another host",
                trusting(elsewhere, elsewhere),
                "for another host",
                "localhost",
                "cachex.backend.redis.uri");
        named("self-signed", contact(good, Optional.empty(), "TLSv1.3"), "is self-signed", "tls.ca");
        named(
                "not the one that is trusted",
                contact(
                        good,
                        Optional.empty(),
                        "TLSv1.3",
                        "tls.ca",
                        elsewhere.pem().toString()),
                "self-signed",
                "tls.ca");
        named(
                "unknown authority",
                contact(early, Optional.empty(), "TLSv1.3"),
                "from a CA that is not trusted",
                "tls.ca");
    }

    @Test
    void addressThatTheCertificateDoesNotHave_isNamed() throws Exception {
        try (TlsServer tls = TlsServer.before(redis.port(), good)) {
            named(
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
        named(
                "no certificate shown, " + protocol,
                contact(good, Optional.of(client), protocol, "tls.ca", ca),
                "certificate of this side",
                "tls.certificate");
        named(
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
        named("server without TLS", contact("rediss://localhost:" + redis.port()), "speaks no TLS", "redis://");
        try (TlsServer tls = TlsServer.before(redis.port(), good)) {
            named("client without TLS", contact("redis://localhost:" + tls.port()), "speaks TLS", "rediss://");
        }
    }
}
