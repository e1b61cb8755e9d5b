// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.RecordingListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HandlerBuilderTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private static CacheHandler.Builder builder() {
        return CacheHandler.builder().backend(FakeBackend.create()).serializer(new JavaSerializer());
    }

    @Test
    void allMistakes_areSaidAtOnce() {
        assertThatThrownBy(() -> CacheHandler.builder()
                        .name("a:b")
                        .property("cachex.ttl", "5 sek")
                        .properties(Map.of("cachex.jitter", "2"))
                        .property("cachex.backend.type", "nowhere")
                        .property("cachex.serializer", "none")
                        .build())
                .isInstanceOfSatisfying(
                        CacheConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(5))
                .hasMessageContaining("cachex.ttl=5 sek: not a duration")
                .hasMessageContaining("cachex.jitter=2")
                .hasMessageContaining("cachex.backend.type=nowhere: no such backend is on the class path")
                .hasMessageContaining("cachex.serializer=none: no such serializer is on the class path")
                .hasMessageContaining("a:b");
    }

    @Test
    void noBackendAtAll_saysWhichDependencyToAdd() {
        assertThatThrownBy(() ->
                        CacheHandler.builder().serializer(new JavaSerializer()).build())
                .hasMessageContaining("add the dependency io.github.cachex:cachex-backend-memory");
    }

    @Test
    void foreignClient_isRefused() {
        assertThatThrownBy(() -> CacheHandler.builder()
                        .jedis("not a client")
                        .serializer(new JavaSerializer())
                        .build())
                .hasMessageContaining("client=java.lang.String: no backend on the class path takes such a client");
    }

    @Test
    void optionsOfTheBuilder_yieldToThoseOfTheCall() {
        try (CacheHandler handler = builder().options(CacheOptions.ttl("1ms")).build()) {
            handler.put(KEY, "short");
            Awaitility.await().until(() -> handler.get(KEY).isEmpty());
            handler.put(KEY, "long", CacheOptions.ttl("1h"));
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(20))
                    .until(() -> handler.get(KEY).isPresent());
        }
    }

    @Test
    void prefixAndVersion_keepEntriesApart() {
        FakeBackend backend = FakeBackend.create();
        try (CacheHandler first =
                        builder().backend(backend).prefix("a").version("1").build();
                CacheHandler second =
                        builder().backend(backend).prefix("a").version("2").build()) {
            first.put(KEY, "first");
            assertThat(second.get(KEY)).isEmpty();
        }
    }

    @Test
    void closedHandler_saysSo() {
        RecordingListener heard = new RecordingListener();
        FakeBackend backend = FakeBackend.create();
        CacheHandler handler = builder().backend(backend).listener(heard).build();
        handler.put(KEY, "a");
        handler.close();
        handler.close();
        assertThatThrownBy(() -> handler.get(KEY))
                .isInstanceOf(CacheClosedException.class)
                .hasMessageContaining("'default'");
        assertThatThrownBy(handler::stats).isInstanceOf(CacheClosedException.class);
        assertThat(backend.isClosed()).as("a backend handed in stays open").isFalse();
    }

    @Test
    void closeWhileLoading_endsThreadsAndStillAnswers() throws Exception {
        Set<Thread> before = threads();
        try (Fixture fixture = new Fixture()) {
            Barrier entered = new Barrier();
            Future<String> leader = fixture.async(() -> fixture.here.fetch(KEY, () -> {
                entered.arrive();
                return "loaded";
            }));
            entered.await();
            fixture.here.close();
            entered.open();
            assertThat(leader.get()).isEqualTo("loaded");
        }
        // Threads of other tests may be there still, and are none of this one's.
        Awaitility.await("its threads end").atMost(Duration.ofMinutes(1)).until(() -> before.containsAll(threads()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cachex-"))
                .collect(Collectors.toSet());
    }

    /** A release that could not be sent was queued with a scheduler that is closed, and the caller got its refusal. */
    @Test
    void closeWhileLoadingOverASickBackend_stillAnswers() throws Exception {
        try (Fixture fixture = new Fixture()) {
            Barrier entered = new Barrier();
            Future<String> leader = fixture.async(() -> fixture.here.fetch(KEY, () -> {
                entered.arrive();
                return "loaded";
            }));
            entered.await();
            fixture.here.close();
            fixture.backend.fail();
            entered.open();
            assertThat(leader.get()).isEqualTo("loaded");
        }
    }

    @Test
    void engine_givesTheSameCacheEachTimeAndRefusesBadNames() {
        FakeBackend backend = FakeBackend.create();
        CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.of())
                .backend(backend)
                .serializer(new JavaSerializer())
                .classLoader(getClass().getClassLoader()));
        NamedCache cache = engine.cache("posts");
        assertThat(engine.cache("posts")).isSameAs(cache);
        assertThatThrownBy(() -> engine.cache("a{b")).isInstanceOf(CacheConfigurationException.class);
        assertThat(engine.configuration().enabled()).isTrue();
        engine.close();
        engine.close();
        assertThat(engine.isClosed()).isTrue();
        assertThat(cache.isClosed()).isTrue();
        assertThatThrownBy(() -> engine.cache("new")).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void resolvedCalls_neverThrowAfterClose() throws Exception {
        CacheEngine engine = CacheEngine.start(
                EngineSetup.of(MapSource.of()).backend(FakeBackend.create()).serializer(new JavaSerializer()));
        NamedCache cache = engine.cache("posts");
        MethodCache methods = cache.methods();
        var settings = engine.configuration().cache("posts");
        assertThat(Fixture.fetch(methods, KEY, KEY, settings, context -> "a")).isEqualTo("a");
        methods.put(methods.owner(), KEY, "b", settings);
        assertThat(Fixture.fetch(methods, KEY, KEY, settings, context -> "a")).isEqualTo("b");
        methods.invalidate(methods.owner(), new Selection.Ids(List.of("1")), false, MethodCache.When.NOW);
        assertThat(cache.get(KEY)).isEmpty();
        engine.close();
        assertThat(Fixture.fetch(methods, KEY, KEY, settings, context -> "plain"))
                .isEqualTo("plain");
        methods.put(methods.owner(), KEY, "c", settings);
        methods.invalidate(methods.owner(), new Selection.Ids(List.of("1")), false, MethodCache.When.NOW);
    }
}
