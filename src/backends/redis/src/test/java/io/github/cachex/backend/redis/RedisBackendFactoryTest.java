// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisBackendFactoryTest {
    private final BackendFactory factory = new RedisBackendFactory();

    @Test
    void factory_isFound() {
        assertThat(ServiceLoader.load(BackendFactory.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(BackendFactory::type))
                .contains("redis");
    }

    @Test
    void keys_hideWhatMayHoldCredentials() {
        assertThat(factory.keys())
                .allSatisfy(key -> assertThat(key.name()).startsWith("cachex.backend.redis."))
                .filteredOn(ConfigKey::secret)
                .extracting(ConfigKey::name)
                .containsExactlyInAnyOrder(
                        "cachex.backend.redis.uri",
                        "cachex.backend.redis.username",
                        "cachex.backend.redis.password",
                        "cachex.backend.redis.sentinel.username",
                        "cachex.backend.redis.sentinel.password",
                        "cachex.backend.redis.tls.trust-store-password",
                        "cachex.backend.redis.tls.key-password",
                        "cachex.backend.redis.tls.key-store-password");
    }

    @Test
    void redis_isMeantByAnAddressOrAClient() {
        assertThat(factory.isMeant(new Settings())).isFalse();
        assertThat(factory.isMeant(new Settings().with("uri", "cache"))).isTrue();
        try (RedisClient client = RedisClient.create()) {
            Settings settings = new Settings();
            settings.client = client;
            assertThat(factory.isMeant(settings)).isTrue();
        }
    }

    @Test
    void goodSettings_makeABackendWithoutConnecting() {
        Settings settings = new Settings()
                .with("uri", "rediss://cache.invalid")
                .with("username", "app")
                .with("password", "secret")
                .with("pool.max", "3")
                .with("timeout.socket", "1s");

        try (CacheBackend backend = factory.create(settings)) {
            assertThat(backend.type()).isEqualTo("redis");
            assertThat(backend.leases()).isPresent();
            assertThat(backend.entries()).isEmpty();
        }
        assertThat(settings.problems).isEmpty();
    }

    @Test
    void handedInClient_needsNoAddress() {
        try (RedisClient client = RedisClient.create()) {
            Settings settings = new Settings();
            settings.client = client;

            assertThat(factory.create(settings)).isInstanceOf(RedisBackend.class);
        }
    }

    @Test
    void mistakes_areNotedTogether(@TempDir Path directory) throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Settings settings = new Settings()
                .with("uri", "http://app:s3cret@cache")
                .with("tls.ca", empty.toString())
                .with("timeout.connect", "never");

        assertThatThrownBy(() -> factory.create(settings)).isInstanceOf(RuntimeException.class);

        assertThat(settings.problems).hasSize(3);
        assertThat(settings.problems.get(0)).contains("scheme").contains("redis://host:6379");
        assertThat(settings.problems.get(1)).contains("holds no certificate");
        assertThat(settings.problems.get(2)).contains("too long");
        assertThat(settings.problems).noneMatch(problem -> problem.contains("s3cret"));
    }

    @Test
    void modesThatDoNotFit_areNotedTogether() {
        Map<Settings, List<String>> mistakes = Map.of(
                new Settings().with("uri", "redis://a,b/3").with("sentinel.password", "s3cret"),
                List.of("uri: names a database", "sentinel.password: has no effect"),
                new Settings().with("uri", "redis://a,b").with("mode", "standalone"),
                List.of("mode: cachex.backend.redis.uri names 2 hosts"),
                new Settings().with("uri", "redis://a").with("mode", "sentinel"),
                List.of("mode: cachex.backend.redis.uri names no Sentinels"),
                new Settings().with("uri", "redis-sentinel://a/shop").with("mode", "cluster"),
                List.of("mode: cachex.backend.redis.uri names Sentinels"),
                new Settings()
                        .with("uri", "redis://a")
                        .with("mode", "replicated")
                        .with("sentinel.username", "s3cret"),
                List.of("mode: no such mode", "sentinel.username: has no effect"));
        mistakes.forEach((settings, problems) -> {
            assertThatThrownBy(() -> factory.create(settings)).isInstanceOf(RuntimeException.class);
            problems.forEach(problem -> assertThat(settings.problems)
                    .anyMatch(noted -> noted.startsWith("cachex.backend.redis." + problem) && noted.contains("; ")));
            assertThat(settings.problems).noneMatch(problem -> problem.contains("s3cret"));
        });
    }

    @Test
    void missingFileAddressAndTls_areProblems() {
        Map<Settings, String> mistakes = Map.of(
                new Settings(),
                "is not set",
                new Settings().with("uri", "rediss://cache").with("tls.ca", "/no/such/file.pem"),
                "no such file",
                new Settings().with("uri", "redis://cache").with("tls.ca", "/any/file.pem"),
                "without TLS");
        mistakes.forEach((settings, problem) -> {
            assertThatThrownBy(() -> factory.create(settings)).isInstanceOf(RuntimeException.class);
            assertThat(settings.problems).singleElement().asString().contains(problem);
        });
    }
}
