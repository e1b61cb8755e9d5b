// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.testkit.BackendSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is configured, and what cannot be. */
class MemcachedBackendFactoryTest {
    private static final String SERVERS = "cachex.backend.memcached.servers: ";

    private final MemcachedBackendFactory factory = new MemcachedBackendFactory();
    private final BackendSettings settings = BackendSettings.of("memcached");

    @TempDir
    Path folder;

    private void refuse() {
        assertThatThrownBy(() -> factory.create(settings)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void factory_isFoundByItsJar() {
        assertThat(ServiceLoader.load(BackendFactory.class).stream()
                        .map(provider -> provider.get().type()))
                .contains("memcached");
    }

    @Test
    void keys_beginWithTheType_andPasswordsAreSecret() {
        assertThat(factory.keys())
                .extracting(ConfigKey::name)
                .allMatch(name -> name.startsWith("cachex.backend.memcached."))
                .doesNotHaveDuplicates();
        assertThat(factory.keys().stream().filter(ConfigKey::secret).map(ConfigKey::name))
                .containsExactly("cachex.backend.memcached.user", "cachex.backend.memcached.password");
    }

    @Test
    void isMeant_whereServersAreNamed() {
        assertThat(factory.isMeant(settings)).isFalse();
        assertThat(factory.isMeant(settings.with("servers", "a"))).isTrue();
    }

    @Test
    void oneServer_hasNoParts_severalHave() {
        try (CacheBackend one = factory.create(settings.with("servers", "127.0.0.1:1"));
                CacheBackend three = factory.create(settings.with("servers", "c:1, A:2 ,[::1]"))) {
            assertThat(one.parts()).isEmpty();
            assertThat(one.type()).isEqualTo("memcached");
            assertThat(three.parts().orElseThrow().names()).containsExactlyInAnyOrder("c:1", "a:2", "[::1]:11211");
            assertThat(three.type()).isEqualTo("memcached");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not set; write host:11211",
        "memcached://a:1, memcached has no URIs",
        "user@a:1, memcached has no URIs",
        "'a,,b', is no list of hosts",
        "a b, is no list of hosts",
        "a:0, not from 1 to 65535",
        "a:65536, not from 1 to 65535",
        "'a,b,A:11211', names a:11211 twice"
    })
    void servers_thatCannotBeRead(String text, String problem) {
        settings.with("servers", text);
        refuse();
        assertThat(settings.problems())
                .singleElement()
                .asString()
                .startsWith(SERVERS)
                .contains(problem);
    }

    @Test
    void allMistakes_areNotedAtOnce() throws IOException {
        Path noCertificate = Files.writeString(folder.resolve("empty.pem"), "nothing");
        settings.with("servers", "x:y:z")
                .with("user", "bob the:builder")
                .with("password", "s3\ncret")
                .with("timeout.connect", "2d")
                .with("tls.enabled", "true")
                .with("tls.ca", folder.resolve("missing.pem").toString())
                .with("tls.certificate", noCertificate.toString());
        refuse();
        assertThat(settings.problems())
                .hasSize(7)
                .anyMatch(text -> text.startsWith(SERVERS))
                .anyMatch(text -> text.contains(".user: has a blank or a colon"))
                .anyMatch(text -> text.contains(".password: has a control character"))
                .anyMatch(text -> text.contains(".timeout.connect: is too long"))
                .anyMatch(text -> text.contains(".tls.ca: there is no such file"))
                .anyMatch(text -> text.contains(".tls.certificate: holds no certificate"))
                .anyMatch(text -> text.contains(".tls.certificate: is of no use without"))
                .noneMatch(text -> text.contains("s3") || text.contains("bob"));
    }

    @Test
    void halfOfTheCredentials_isNone() {
        settings.with("servers", "a").with("user", "bob");
        refuse();
        assertThat(settings.problems()).singleElement().asString().contains("is of no use without", ".password");
        BackendSettings other =
                BackendSettings.of("memcached").with("servers", "a").with("password", "s3cret");
        assertThatThrownBy(() -> factory.create(other)).isInstanceOf(IllegalStateException.class);
        assertThat(other.problems()).singleElement().asString().contains("is of no use without", ".user");
    }

    @Test
    void tlsThatIsNotSpoken_hasNoSettings() {
        settings.with("servers", "a").with("tls.ca", "x").with("tls.key", "y");
        refuse();
        assertThat(settings.problems())
                .hasSize(2)
                .allMatch(
                        text -> text.contains("has no effect without TLS; write cachex.backend.memcached.tls.enabled"));
    }

    @Test
    void tlsIsSpokenOrNot() {
        settings.with("servers", "a").with("tls.enabled", "yes");
        refuse();
        assertThat(settings.problems()).singleElement().asString().contains("neither true nor false");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, holds a key that is not PKCS#8",
        "ENCRYPTED PRIVATE KEY, holds an encrypted key",
        "PRIVATE KEY, damaged or neither RSA nor EC",
        "EC PARAMETERS, holds no private key"
    })
    void key_thatCannotBeUsed(String kind, String problem) throws IOException {
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN " + kind + "-----\nAAAA\n-----END " + kind + "-----\n");
        Path certificate = Files.writeString(
                folder.resolve("c.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        settings.with("servers", "a")
                .with("tls.enabled", "true")
                .with("tls.key", key.toString())
                .with("tls.certificate", certificate.toString());
        refuse();
        assertThat(settings.problems())
                .hasSize(2)
                .anyMatch(text -> text.contains(problem))
                .anyMatch(text -> text.contains("holds a certificate that is damaged"));
    }
}
