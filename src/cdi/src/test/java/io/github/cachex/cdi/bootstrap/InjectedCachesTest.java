// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.SettingInForce;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.error.CacheConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectedCachesTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final Map<String, String> TOLD = new ConcurrentHashMap<>();

    /** Has all of them. */
    @ApplicationScoped
    public static class Console {
        @Inject
        Caches caches;

        @Inject
        @Any
        Instance<CacheHandler> handlers;

        @Inject
        @Cachex("posts")
        Instance<CacheHandler> posts;

        @CachexFetch(cache = "titles", key = "{id}")
        public String title(@CachexKey("id") long id) {
            return "title " + id;
        }

        Caches caches() {
            return caches;
        }

        Instance<CacheHandler> handlers() {
            return handlers;
        }

        Instance<CacheHandler> posts() {
            return posts;
        }
    }

    /** Says how long its titles live, and what the configuration says better. */
    @ApplicationScoped
    public static class Timed {
        @CachexFetch(cache = "titles", key = "timed:{id}", ttl = "3m", staleTtl = "1h")
        public String title(@CachexKey("id") long id) {
            return "title " + id;
        }
    }

    /** Notes what there is. */
    @ApplicationScoped
    public static class Watch implements CacheObserver {
        @Override
        public void opened(String name, Supplier<CacheStats> stats) {
            TOLD.put(name, "open");
        }

        @Override
        public void closed(String name) {
            TOLD.merge(name, "closed", (before, now) -> before + ", " + now);
        }
    }

    @BeforeEach
    void forget() {
        TOLD.clear();
    }

    @ParameterizedTest
    @EnumSource
    void injectedCaches_areThoseOfTheApplication(By extension) throws Exception {
        try (Application application = Application.of(extension, Map.of(), Console.class, Watch.class)) {
            Console console = application.get(Console.class);
            Caches caches = console.caches();
            console.title(1);
            console.title(1);

            assertThat(caches.names()).containsExactly("titles");
            assertThat(caches.stats().get("titles").hitRate()).hasValue(0.5);
            assertThat(caches.find("titles").orElseThrow().get(KEY)).contains("title 1");
            assertThat(caches.find("others")).isEmpty();
            caches.cache("made-at-run-time").put(KEY, "one");
            assertThat(caches.find("made-at-run-time").orElseThrow().get(KEY)).contains("one");
            assertThat(caches.total().stored()).isEqualTo(2);
            assertThat(TOLD).containsOnly(Map.entry("titles", "open"), Map.entry("made-at-run-time", "open"));
            assertThat(caches.clear()).containsOnlyKeys("titles", "made-at-run-time");
            assertThat(caches.cache("titles").get(KEY)).isEmpty();
            assertThat(caches.health().backend()).isEqualTo("memory");
            assertThat(caches.health().isWell()).isTrue();
            assertThat(caches).hasToString("caches [made-at-run-time, titles]");
            assertThatThrownBy(() -> caches.cache("a:b")).isInstanceOf(CacheConfigurationException.class);
            assertThatThrownBy(caches::close).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> caches.cache("titles").close()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> caches.find("titles").orElseThrow().close())
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(TOLD)
                .containsOnly(Map.entry("titles", "open, closed"), Map.entry("made-at-run-time", "open, closed"));
    }

    @ParameterizedTest
    @EnumSource
    void settings_areThoseOfConfigurationAndAnnotations(By extension) {
        Map<String, String> configuration = Map.of("cachex.cache.titles.stale-ttl", "2h", "cachex.ttl", "7m");
        try (Application application = Application.of(extension, configuration, Timed.class, Console.class)) {
            Caches caches = application.get(Console.class).caches();
            application.get(Timed.class).title(1);

            assertThat(caches.settings())
                    .contains(
                            new SettingInForce(Timed.class.getName() + "/title/CachexFetch/ttl", "3m", "annotation"),
                            new SettingInForce(
                                    "cachex.cache.titles.stale-ttl", "2h", "PropertiesConfigSource[source=test]"),
                            new SettingInForce("cachex.ttl", "7m", "PropertiesConfigSource[source=test]"),
                            new SettingInForce("cachex.stale-ttl", "0", "default"))
                    .filteredOn(setting -> setting.source().equals(SettingInForce.ANNOTATION))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlersOfAnyName_areLookedUp(By extension) {
        try (Application application = Application.of(extension, Map.of(), Console.class)) {
            Console console = application.get(Console.class);
            Instance<CacheHandler> handlers = console.handlers();

            List<String> names = new ArrayList<>();
            handlers.forEach(handler -> names.add(handler.name()));
            assertThat(names).hasSize(2).containsOnly("default");
            assertThat(handlers.select(Cachex.Literal.of("posts")).get().name()).isEqualTo("posts");
            assertThat(console.posts().get().name()).isEqualTo("posts");
            assertThat(application
                            .container()
                            .select(CacheHandler.class, Cachex.Literal.of("posts"))
                            .get()
                            .name())
                    .isEqualTo("posts");
            assertThat(application.container().select(CacheHandler.class).get().name())
                    .isEqualTo("default");
        }
    }

    @ParameterizedTest
    @EnumSource
    void view_isSerializable(By extension) throws IOException, ClassNotFoundException {
        try (Application application = Application.of(extension, Map.of(), Console.class)) {
            application.get(Console.class).caches().cache("posts").put(KEY, "one");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes)
                    .writeObject(application.get(Console.class).caches());
            Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

            assertThat(((Caches) copy).cache("posts").get(KEY)).contains("one");
        }
    }
}
