// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.server.MemcachedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with an auth file, with TLS, and without CAS. */
class SecurityIT {
    private static final String PASSWORD = "st0re-s3cret";

    @TempDir
    Path folder;

    /** The server may run as somebody else. */
    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    private static void works(CacheBackend backend) {
        EntryKey key = new EntryKey("tck:1", "secured", "key");
        backend.write(key, new NewEntry(7, new byte[100_000], Lifetime.of(Duration.ofHours(1))), budget());
        assertThat(backend.read(key, budget()).orElseThrow().bytes()).hasSize(100_000);
    }

    private static CacheBackend backend(BackendSettings settings) {
        return new MemcachedBackendFactory().create(settings);
    }

    private static BackendSettings at(String address) {
        return BackendSettings.of("memcached").with("servers", address);
    }

    /** Returns one that was made while {@code server} did not answer, as it does now. */
    private static CacheBackend startedBefore(MemcachedServer server, BackendSettings settings) {
        server.stop();
        CacheBackend backend = backend(settings);
        server.restart();
        return backend;
    }

    private static void assertRefused(BackendSettings settings, String... said) {
        assertThatThrownBy(() -> backend(settings)).isInstanceOf(IllegalStateException.class);
        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith("cachex.backend.memcached.servers: ")
                .contains(said)
                .doesNotContain("guess");
    }

    @Test
    void userAndPassword_letIn_andNobodyElse() throws IOException {
        Path users = Files.writeString(folder.resolve("users"), "bob:" + PASSWORD + "\n");
        try (MemcachedServer server = MemcachedServer.start("-Y", users.toString());
                CacheBackend bob =
                        backend(at(server.address()).with("user", "bob").with("password", PASSWORD));
                CacheBackend eve = startedBefore(
                        server, at(server.address()).with("user", "bob").with("password", "guess"))) {
            works(bob);
            assertThatThrownBy(() -> eve.contact(budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("does not accept")
                    .hasMessageNotContaining("guess");
            assertRefused(at(server.address()).with("user", "bob").with("password", "guess"), "does not accept");
            assertRefused(at(server.address()), "wants to know who asks", "cachex.backend.memcached.user");
        }
    }

    @Test
    void casSwitchedOff_isRefused_atTheStartAndLater() {
        try (MemcachedServer server = MemcachedServer.start("-C");
                CacheBackend backend = startedBefore(server, at(server.address()))) {
            assertThatThrownBy(() -> backend.contact(budget()))
                    .isInstanceOf(CacheBackendException.class)
                    .hasMessageContaining("CAS switched off")
                    .hasMessageContaining("without -C");
            assertRefused(at(server.address()), "CAS switched off", "without -C");
        }
    }

    @Test
    void itemSizeOfTheServer_isTheLargestEntry() {
        try (MemcachedServer server = MemcachedServer.start("-I", "2m");
                CacheBackend backend = startedBefore(server, at(server.address()))) {
            long before = backend.largestEntry();
            assertThat(backend.contact(budget())).isPresent();
            assertThat(backend.largestEntry()).isGreaterThan(before).isLessThan(2 << 20);
            EntryKey key = new EntryKey("tck:1", "large", "x".repeat(1_000));
            int largest = (int) backend.largestEntry();
            backend.write(key, new NewEntry(7, new byte[largest], Lifetime.of(Duration.ofDays(60))), budget());
            assertThat(backend.read(key, budget()).orElseThrow().bytes()).hasSize(largest);
            assertThatThrownBy(() -> backend.write(
                            key, new NewEntry(7, new byte[2 << 20], Lifetime.of(Duration.ofHours(1))), budget()))
                    .isExactlyInstanceOf(CacheBackendException.class)
                    .hasMessageContaining("larger -I");
        }
    }

    @Test
    void tls_isSpokenWithWhomIsTrusted() throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore store = certificate();
        Path certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem(
                "PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded());
        try (MemcachedServer server =
                        MemcachedServer.start("-Z", "-o", "ssl_chain_cert=" + certificate + ",ssl_key=" + key);
                CacheBackend trusting = backend(at("localhost:" + server.port())
                        .with("tls.enabled", "true")
                        .with("tls.ca", certificate.toString()));
                CacheBackend distrusting =
                        backend(at("localhost:" + server.port()).with("tls.enabled", "true"));
                CacheBackend plain = backend(at("localhost:" + server.port()))) {
            works(trusting);
            assertThatThrownBy(() -> distrusting.contact(budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("cachex.backend.memcached.tls.ca");
            assertThatThrownBy(() -> plain.contact(budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("cachex.backend.memcached.tls.enabled");
        }
    }

    private KeyStore certificate() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-alias",
                        "server",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.out").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private Path pem(String kind, byte[] bytes) throws IOException {
        Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }
}
