// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that answer by a stage. */
class StagesTest {
    /** A plain value. */
    public record Post(long id) {}

    /** Answers later. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();
        private final CompletableFuture<List<Post>> next = new CompletableFuture<>();

        public int loads() {
            return loads.get();
        }

        public void finish(List<Post> list) {
            next.complete(list);
        }

        @CachexFetch(cache = "lists")
        public CompletionStage<List<Post>> list(String author) {
            loads.incrementAndGet();
            return next;
        }

        @CachexFetch(cacheNull = "true")
        public CompletableFuture<Optional<Post>> perhaps(long id) {
            loads.incrementAndGet();
            return CompletableFuture.completedFuture(id == 0 ? Optional.empty() : Optional.of(new Post(id)));
        }

        @CachexFetch
        public CompletionStage<String> fails(boolean atOnce) throws IOException {
            loads.incrementAndGet();
            if (atOnce) {
                throw new IOException("no post");
            }
            return CompletableFuture.failedFuture(new IOException("no post"));
        }

        @CachexFetch
        public @Nullable CompletionStage<String> noStage() {
            return null;
        }

        @CachexPut(cache = "posts", key = "{0}")
        public CompletionStage<Post> save(long id, CompletionStage<Post> work) {
            return work;
        }

        @CachexPut(cache = "posts", key = "{0}")
        public CompletableFuture<Void> store(long id, @CachexValue Post post, CompletableFuture<Void> work) {
            return work;
        }
    }

    /** Looks into the cache. */
    @Dependent
    public static class Caches {
        @Inject
        @Cachex("posts")
        CacheHandler posts;
    }

    private Application application;
    private Posts posts;
    private CacheHandler cache;

    @BeforeEach
    void start() {
        application = Application.of(Map.of(), Posts.class, Caches.class);
        posts = application.get(Posts.class);
        cache = application.get(Caches.class).posts;
    }

    @AfterEach
    void close() {
        application.close();
    }

    private Optional<Post> cached(String id) {
        return cache.get(CacheKey.of(id, Post.class));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        stage.whenComplete((value, thrown) -> seen.complete(thrown));
        return seen.get(30, TimeUnit.SECONDS);
    }

    @Test
    void valueOfTheStage_isCachedWithItsType_andCallersShareOneLoad() throws Exception {
        CompletionStage<List<Post>> first = posts.list("ann");
        CompletionStage<List<Post>> second = posts.list("ann");
        assertThat(first.toCompletableFuture()).isNotDone();
        posts.finish(List.of(new Post(1)));

        assertThat(get(first)).containsExactly(new Post(1));
        assertThat(get(second)).containsExactly(new Post(1));
        assertThat(get(posts.list("ann"))).containsExactly(new Post(1));
        assertThat(posts.loads()).isEqualTo(1);
    }

    @Test
    void optionalInTheStage_isCachedByItsContent() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(get(posts.perhaps(3))).contains(new Post(3));
            assertThat(get(posts.perhaps(0))).isEmpty();
        }

        assertThat(posts.loads()).isEqualTo(2);
    }

    @Test
    void failure_arrivesUnwrappedAndIsNotCached() throws Exception {
        assertThat(failure(posts.fails(false)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no post");
        assertThat(failure(posts.fails(true)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no post");
        assertThat(posts.loads()).isEqualTo(2);
    }

    @Test
    void methodThatAnswersNoStage_failsTheStage() throws Exception {
        assertThat(failure(posts.noStage())).hasMessageContaining("never null");
    }

    @Test
    void put_storesOnceTheStageHasEnded() throws Exception {
        CompletableFuture<Post> work = new CompletableFuture<>();
        CompletionStage<Post> saved = posts.save(1, work);
        assertThat(cached("1")).isEmpty();

        work.complete(new Post(1));

        assertThat(get(saved)).isEqualTo(new Post(1));
        assertThat(cached("1")).contains(new Post(1));
    }

    @Test
    void putOfAnArgument_storesOnceTheStageHasEnded() throws Exception {
        CompletableFuture<Void> work = new CompletableFuture<>();
        CompletableFuture<Void> stored = posts.store(2, new Post(2), work);
        assertThat(cached("2")).isEmpty();

        work.complete(null);

        assertThat(get(stored)).isNull();
        assertThat(cached("2")).contains(new Post(2));
    }

    @Test
    void putWhoseStageFails_storesNothing() throws Exception {
        IOException failure = new IOException("not saved");

        assertThat(failure(posts.save(1, CompletableFuture.failedFuture(failure))))
                .isSameAs(failure);
        assertThat(cached("1")).isEmpty();
    }
}
