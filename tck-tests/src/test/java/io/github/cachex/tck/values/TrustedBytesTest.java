// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.error.CacheConfigurationException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java serialization over stores that others may write to: encrypted, or not at all. */
class TrustedBytesTest {
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final String KEYS = "one:" + Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private Map<String, String> settings(String store, String serializer) {
        Map<String, String> settings = new HashMap<>(
                switch (store) {
                    case "file" ->
                        Map.of(
                                "cachex.backend.file.folder",
                                folder.resolve("entries").toString());
                    case "jdbc" ->
                        Map.of(
                                "cachex.backend.jdbc.url",
                                "jdbc:h2:mem:trusted",
                                "cachex.backend.jdbc.create-table",
                                "true");
                    case "memcached" -> Map.of("cachex.backend.memcached.servers", "localhost:1");
                    case "redis" -> Map.of("cachex.backend.redis.uri", "redis://localhost:1");
                    default -> Map.of("cachex.backend.type", store);
                });
        settings.put("cachex.serializer", serializer);
        return settings;
    }

    private static Caches start(Map<String, String> settings) {
        return CacheHandler.builder().properties(settings).buildCaches();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "jdbc", "memcached"})
    void javaInTheClear_endsTheStart(String store) {
        assertThatThrownBy(() -> start(settings(store, "java")).close())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.serializer=java: others may write to the store " + store)
                .hasMessageContaining("set cachex.encryption.keys")
                .hasMessageContaining("or use jsonb, jackson or msgpack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "redis"})
    void storesOfTheApplicationAlone_startAsBefore(String store) {
        start(settings(store, "java")).close();
    }

    @Test
    void javaEncrypted_keepsValues() {
        Map<String, String> settings = settings("file", "java");
        settings.put("cachex.encryption.keys", KEYS);
        try (Caches caches = start(settings)) {
            caches.cache("posts").put(KEY, "text");
        }
        try (Caches caches = start(settings)) {
            assertThat(caches.cache("posts").get(KEY)).contains("text");
        }
    }

    @Test
    void otherSerializers_startInTheClear() {
        try (Caches caches = start(settings("file", "jsonb"))) {
            caches.cache("posts").put(KEY, "text");
            assertThat(caches.cache("posts").get(KEY)).contains("text");
        }
    }
}
