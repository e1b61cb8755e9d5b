// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.tck.Sample.Author;
import io.github.cachex.tck.redis.OverRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The serializers by their names, between nodes over Redis. */
class SerializersTest extends OverRedis {
    private static final CacheKey<List<Author>> KEY = CacheKey.of("key", new TypeRef<List<Author>>() {});

    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void forgetLoads() {
        loads.set(0);
    }

    private CacheHandler with(String serializer, String... more) {
        List<String> settings =
                new ArrayList<>(List.of("cachex.near.enabled", "false", "cachex.serializer", serializer));
        settings.addAll(List.of(more));
        return node(settings.toArray(String[]::new));
    }

    private List<Author> fetched(CacheHandler node) {
        return node.<List<Author>, RuntimeException>fetch(KEY, () -> {
            loads.incrementAndGet();
            return new ArrayList<>(List.of(new Author("Ada", 36)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonb", "jackson", "msgpack", "java"})
    void twoNodes_shareOneLoad(String serializer) {
        String[] allow = serializer.equals("java")
                ? new String[] {"cachex.serializer.java.allow", Author.class.getName()}
                : new String[0];
        assertThat(fetched(with(serializer, allow))).isEqualTo(fetched(with(serializer, allow)));
        assertThat(loads).hasValue(1);
    }

    /** Bytes that say they are Java's are never given to it where the cache uses another serializer. */
    @Test
    void bytesOfAnotherSerializer_areLeftToItAndLoadedBeside() {
        CacheHandler java = with("java", "cachex.serializer.java.allow", Author.class.getName());
        CacheHandler jackson = with("jackson");
        fetched(java);
        fetched(jackson);
        assertThat(loads).hasValue(2);
        fetched(java);
        assertThat(loads).hasValue(2);
    }

    @Test
    void classThatIsNotAllowed_isServedAndNotStored() {
        CacheHandler java = with("java");
        assertThat(fetched(java)).isEqualTo(List.of(new Author("Ada", 36)));
        assertThat(java.get(KEY)).isEmpty();
    }

    @Test
    void mistakesInItsSettings_areToldAtTheStart() {
        assertThatThrownBy(() -> with(
                        "java",
                        "cachex.serializer.java.allow",
                        "com.acme.Post, no class",
                        "cachex.serializer.java.max-depth",
                        "deep"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("'no class' names no class and no package")
                .hasMessageContaining("cachex.serializer.java.max-depth=deep");
    }
}
