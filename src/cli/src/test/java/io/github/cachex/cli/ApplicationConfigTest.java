// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationConfigTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void environment_goesBeforeFilesAndTheFirstFileBeforeOthers() throws IOException {
        ApplicationConfig config = ApplicationConfig.read(
                Map.of("CACHEX_BACKEND_REDIS_URI", "redis://env"),
                List.of(
                        file("a", "cachex.backend.redis.uri=redis://a\ncachex.prefix=a\n"),
                        file("b", "cachex.prefix=b\ncachex.version=7\n")));

        assertThat(config.get("cachex.backend.redis.uri")).contains("redis://env");
        assertThat(config.get("cachex.prefix")).contains("a");
        assertThat(config.get("cachex.version")).contains("7");
        assertThat(config.get("cachex.none")).isEmpty();
        assertThat(config.with(Map.of("cachex.prefix", "own")).get("cachex.prefix"))
                .contains("own");
        assertThat(config.names()).contains("CACHEX_BACKEND_REDIS_URI", "cachex.prefix", "cachex.version");
        assertThat(config.mayChange()).isFalse();
    }

    @Test
    void expressions_areResolvedFromBoth() throws IOException {
        ApplicationConfig config =
                ApplicationConfig.read(Map.of("REDIS_HOST", "redis-1", "APP_STAGE", "test"), List.of(file("a", """
                        cachex.backend.redis.uri=redis://${REDIS_HOST}:${redis.port:6379}
                        cachex.prefix=blog-${app.stage}
                        loop=${loop}
                        """)));

        assertThat(config.get("cachex.backend.redis.uri")).contains("redis://redis-1:6379");
        assertThat(config.get("cachex.prefix")).contains("blog-test");
        assertThatThrownBy(() -> config.get("loop"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("name each other");
    }

    @Test
    void keysOfEncryption_comeFromTheEnvironmentAlone() throws IOException {
        Path file = file("a", "cachex.encryption.keys=k:1\n");

        assertThat(ApplicationConfig.read(Map.of(), List.of(file)).hasUnusedEncryptionKeys())
                .isTrue();
        assertThat(ApplicationConfig.read(Map.of("CACHEX_ENCRYPTION_KEYS", "k:2"), List.of(file))
                        .get("cachex.encryption.keys"))
                .contains("k:2");
    }

    @Test
    void fileThatIsNone_isRefused() throws IOException {
        Path folderItself = folder;
        Path odd = file("odd", "a=\\u00zz\n");

        assertThatThrownBy(() -> ApplicationConfig.read(Map.of(), List.of(folderItself)))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> ApplicationConfig.read(Map.of(), List.of(odd))).hasMessageContaining("cannot be read");
    }
}
