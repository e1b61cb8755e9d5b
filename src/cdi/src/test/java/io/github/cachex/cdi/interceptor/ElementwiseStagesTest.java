// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods that answer a stage of the values of many elements. */
class ElementwiseStagesTest {
    /** Reads posts; a negative id has none. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Posts {
        final List<Object> asked = new CopyOnWriteArrayList<>();
        /** Completes what {@link #slow} answers. */
        final CompletableFuture<Map<Long, String>> source = new CompletableFuture<>();

        /** By a method, since a bean's proxy has no fields. */
        List<Object> asked() {
            return asked;
        }

        CompletableFuture<Map<Long, String>> source() {
            return source;
        }

        private static Map<Long, String> map(List<Long> ids) {
            Map<Long, String> found = new HashMap<>();
            ids.stream().filter(id -> id >= 0).forEach(id -> found.put(id, "post " + id));
            return found;
        }

        @CachexFetch(key = "post:{0}")
        public String one(long id) {
            asked.add(id);
            return "post " + id;
        }

        @CachexFetch(keys = "post:{0[]}")
        public CompletionStage<Map<Long, String>> all(List<Long> ids) {
            asked.add(ids);
            return CompletableFuture.supplyAsync(() -> map(ids));
        }

        @CachexFetch(keys = "post:{0[]}")
        public CompletableFuture<List<Optional<String>>> inOrder(List<Long> ids) {
            asked.add(ids);
            return CompletableFuture.completedFuture(ids.stream()
                    .map(id -> Optional.ofNullable(map(ids).get(id)))
                    .toList());
        }

        @CachexFetch(cache = "slow", keys = "post:{0[]}")
        public CompletionStage<Map<Long, String>> slow(List<Long> ids) {
            asked.add(ids);
            return source;
        }

        @CachexFetch(cache = "tooFew", keys = "post:{0[]}")
        public CompletionStage<List<String>> tooFew(List<Long> ids) {
            return CompletableFuture.completedFuture(List.of());
        }

        @CachexFetch(cache = "none", keys = "post:{0[]}")
        public @Nullable CompletionStage<Map<Long, String>> noStage(List<Long> ids) {
            return null;
        }

        @CachexFetch(cache = "failing", keys = "post:{0[]}")
        public CompletionStage<Map<Long, String>> failing(List<Long> ids) throws IOException {
            throw new IOException("no source");
        }

        @CachexFetch(cache = "failed", keys = "post:{0[]}", defaultValue = "no-post")
        public CompletionStage<Map<Long, String>> standingIn(List<Long> ids) {
            return CompletableFuture.failedFuture(new IOException("no source"));
        }

        @CachexFetch(cache = "choosy", keys = "post:{0[]}", when = "{1} != 'plain'", unless = "{result} == 'post 2'")
        public CompletionStage<Map<Long, String>> choosy(List<Long> ids, String how) {
            asked.add(ids);
            FetchContext.current().tags("steered");
            return CompletableFuture.completedFuture(map(ids));
        }
    }

    /** Stands in. */
    @Named("no-post")
    @ApplicationScoped
    public static class NoPost implements Supplier<String> {
        @Override
        public String get() {
            return "nothing";
        }
    }

    private @Nullable Application application;
    private Posts posts;

    private void start(By extension) {
        application = Application.of(extension, Map.of("cachex.jitter", "0"), Posts.class, NoPost.class);
        posts = application.get(Posts.class);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        return get(stage.<Throwable>handle((value, failure) -> failure));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCached_isNotAskedFor_andSharedWithTheMethodOfOne(By extension) throws Exception {
        start(extension);
        assertThat(posts.one(2)).isEqualTo("post 2");

        assertThat(get(posts.all(List.of(3L, 2L, -1L, 1L, 3L))))
                .containsExactly(entry(3L, "post 3"), entry(2L, "post 2"), entry(1L, "post 1"));
        assertThat(get(posts.inOrder(List.of(4L, 3L, -1L, 4L))))
                .containsExactly(Optional.of("post 4"), Optional.of("post 3"), Optional.empty(), Optional.of("post 4"));
        assertThat(posts.one(4)).isEqualTo("post 4");
        assertThat(get(posts.all(List.of()))).isEmpty();

        assertThat(posts.asked()).containsExactly(2L, List.of(3L, -1L, 1L), List.of(4L, -1L));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void nobodyWaits_andWhoAsksForTheSameSharesTheLoad(By extension) throws Exception {
        start(extension);
        CompletionStage<Map<Long, String>> first = posts.slow(List.of(1L, 2L));
        Awaitility.await().until(() -> posts.asked().size() == 1);
        CompletionStage<Map<Long, String>> second = posts.slow(List.of(2L, 1L));
        assertThat(first.toCompletableFuture()).isNotDone();

        posts.source().complete(Map.of(1L, "a", 2L, "b"));

        assertThat(get(first)).containsExactly(entry(1L, "a"), entry(2L, "b"));
        assertThat(get(second)).containsExactly(entry(2L, "b"), entry(1L, "a"));
        assertThat(get(posts.slow(List.of(1L)))).containsExactly(entry(1L, "a"));
        assertThat(posts.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whatCannotBeMatched_failsTheStage(By extension) throws Exception {
        start(extension);

        assertThat(failure(posts.tooFew(List.of(1L, 2L))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a list of 0 where the elements are 2");
        assertThat(failure(posts.noStage(List.of(1L, 2L)))).hasMessageContaining("answered no stage");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void exception_isThatOfTheStage(By extension) throws Exception {
        start(extension);

        assertThat(failure(posts.failing(List.of(1L, 2L))))
                .isInstanceOf(IOException.class)
                .hasMessage("no source");
        assertThat(get(posts.standingIn(List.of(1L, 2L)))).containsExactly(entry(1L, "nothing"), entry(2L, "nothing"));
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void when_isSaidOfTheCall_andUnlessOfEachValue(By extension) throws Exception {
        start(extension);
        get(posts.choosy(List.of(1L), "plain"));
        get(posts.choosy(List.of(1L, 2L), "cached"));
        get(posts.choosy(List.of(2L, 1L), "cached"));

        assertThat(posts.asked()).containsExactly(List.of(1L), List.of(1L, 2L), List.of(2L));
    }
}
