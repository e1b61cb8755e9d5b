// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LoadSpan;
import io.github.cachex.spi.LoadTracer;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a tracer is told of the runs of loaders. */
class TracedLoadsTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final CacheKey<String> OTHER = CacheKey.of("2", String.class);
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "nothing");

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CacheHandler cache = cache(new Told());

    private static CacheHandler cache(LoadTracer tracer) {
        return CacheHandler.builder()
                .name("posts")
                .backend(FakeBackend.create())
                .serializer(new JavaSerializer())
                .listener(bringing(tracer))
                .build();
    }

    private static CacheListener bringing(LoadTracer tracer) {
        return new CacheListener() {
            @Override
            public void on(CacheEvent event) {}

            @Override
            public Optional<LoadTracer> loadTracer() {
                return Optional.of(tracer);
            }
        };
    }

    /** Notes what it is told, and makes a text current while a loader runs. */
    private final class Told implements LoadTracer {
        @Override
        public LoadSpan begin(String cache) {
            String before = CURRENT.get();
            CURRENT.set("a load of " + before);
            told.add("begin " + cache);
            return new LoadSpan() {
                @Override
                public void leave() {
                    CURRENT.set(before);
                    told.add("leave");
                }

                @Override
                public void end(@Nullable Throwable failure) {
                    told.add("end " + (failure == null ? "well" : failure.getMessage()));
                }
            };
        }

        @Override
        public Runnable carry(Runnable task) {
            String current = CURRENT.get();
            return () -> {
                CURRENT.set(current);
                task.run();
                CURRENT.remove();
            };
        }
    }

    @AfterEach
    void close() {
        cache.close();
        CURRENT.remove();
    }

    private void awaitTold(String... lines) {
        Awaitility.await("the tracer is told")
                .untilAsserted(() -> assertThat(told).containsExactly(lines));
    }

    @Test
    void load_isSurrounded_andAHitIsNot() {
        assertThat(cache.<String, RuntimeException>fetch(KEY, CURRENT::get)).isEqualTo("a load of nothing");
        assertThat(told).containsExactly("begin posts", "leave", "end well");
        cache.fetch(KEY, CURRENT::get);
        assertThat(told).hasSize(3);
        assertThat(CURRENT.get()).isEqualTo("nothing");
    }

    @Test
    void failure_endsIt() {
        assertThatThrownBy(() -> cache.fetch(KEY, () -> {
                    throw new IllegalStateException("no such post");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).containsExactly("begin posts", "leave", "end no such post");
    }

    @Test
    void loadOfMany_isOneRun() {
        cache.fetchAll(
                List.of(KEY, OTHER), CacheOptions.ttl("1h"), missing -> Map.of(KEY, CURRENT.get(), OTHER, "two"));
        assertThat(told).containsExactly("begin posts", "leave", "end well");
        assertThat(cache.get(KEY)).contains("a load of nothing");
    }

    @Test
    void failedLoadOfMany_isOneRun() {
        assertThatThrownBy(() -> cache.fetchAll(List.of(KEY, OTHER), CacheOptions.ttl("1h"), missing -> {
                    throw new IllegalStateException("no posts");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(told).containsExactly("begin posts", "end no posts", "leave");
    }

    @Test
    void asynchronousLoad_endsWithItsStage() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> answer =
                cache.fetchAsync(KEY, CacheOptions.ttl("1h"), () -> stage).toCompletableFuture();
        awaitTold("begin posts", "leave");
        stage.completeExceptionally(new IllegalStateException("too late"));
        awaitTold("begin posts", "leave", "end too late");
        Awaitility.await().until(answer::isCompletedExceptionally);
    }

    @Test
    void asynchronousLoadOfMany_isOneRun() {
        CompletableFuture<Map<CacheKey<String>, String>> stage = new CompletableFuture<>();
        cache.fetchAllAsync(List.of(KEY, OTHER), CacheOptions.ttl("1h"), missing -> stage);
        awaitTold("begin posts", "leave");
        stage.complete(Map.of(KEY, "one"));
        awaitTold("begin posts", "leave", "end well");
    }

    @Test
    void loadThatMovesToAnotherThread_takesAlongWhatItsCallerHad() throws Exception {
        CURRENT.set("a request");
        CountDownLatch hold = new CountDownLatch(1);
        CacheOptions patient = CacheOptions.ttl("1h").staleTtl("1h").softTimeout("1ms");
        cache.put(KEY, "old", patient);
        cache.expire(KEY.id());
        String stale = cache.fetch(KEY, patient, () -> {
            hold.await();
            return CURRENT.get();
        });
        assertThat(stale).isEqualTo("old");
        hold.countDown();
        Awaitility.await("the load in the background")
                .until(() -> cache.get(KEY).isPresent());
        assertThat(cache.get(KEY)).contains("a load of a request");
    }

    @Test
    void tracerThatThrows_harmsNobody() {
        LoadTracer bad = new LoadTracer() {
            @Override
            public LoadSpan begin(String cache) {
                throw new IllegalStateException("bad tracer");
            }

            @Override
            public Runnable carry(Runnable task) {
                throw new IllegalStateException("bad tracer");
            }
        };
        LoadTracer badSpan = cache -> new LoadSpan() {
            @Override
            public void leave() {
                throw new IllegalStateException("bad span");
            }

            @Override
            public void end(@Nullable Throwable failure) {
                throw new IllegalStateException("bad span");
            }
        };
        try (CacheHandler hardy = CacheHandler.builder()
                .backend(FakeBackend.create())
                .serializer(new JavaSerializer())
                .listener(bringing(bad))
                .listener(bringing(badSpan))
                .listener(new BadListener())
                .build()) {
            assertThat(hardy.<String, RuntimeException>fetch(KEY, () -> "one")).isEqualTo("one");
            assertThat(hardy.<String, RuntimeException>fetch(
                            OTHER, CacheOptions.ttl("1h").hardTimeout(Duration.ofMinutes(1)), () -> "two"))
                    .isEqualTo("two");
        }
    }

    private static final class BadListener implements CacheListener {
        @Override
        public void on(CacheEvent event) {}

        @Override
        public Optional<LoadTracer> loadTracer() {
            throw new IllegalStateException("bad listener");
        }
    }
}
