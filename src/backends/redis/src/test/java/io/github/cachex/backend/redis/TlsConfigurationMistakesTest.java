// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong with TLS in the configuration is named at the start, with its key, its cause and a remedy. */
class TlsConfigurationMistakesTest {
    private static final TlsMistakes MISTAKES = new TlsMistakes("configuration");

    @TempDir
    private static Path files;

    private static Certificate good;
    private static Certificate client;

    @BeforeAll
    static void start() throws IOException {
        good = Certificate.of(files, "good", "dns:localhost");
        client = Certificate.of(files, "client", "dns:client", "RSA", "+0d");
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
        MISTAKES.show();
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
        Settings given =
                new Settings().with("uri", "rediss://app:s3cret@localhost:1").with(settings);

        assertThatThrownBy(() -> new RedisBackendFactory().create(given)).isInstanceOf(RuntimeException.class);

        MISTAKES.named(name, String.join("\n", given.problems), words.toArray(String[]::new));
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
        given.problems.forEach(
                problem -> MISTAKES.named("options without TLS", problem, "no effect without TLS", "rediss://"));
    }
}
