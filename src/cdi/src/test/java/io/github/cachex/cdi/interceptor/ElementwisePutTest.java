// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwisePutTest {
    /**
     * Has an id.
     *
     * @param id the id; null before it is saved
     * @param author whose it is
     */
    public record Post(@Nullable Long id, String author) {}

    /** Stores posts in every shape. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Posts {
        @CachexFetch(key = "post:{0}")
        public Post find(long id) {
            return new Post(id, "loaded");
        }

        @CachexPut(keys = "post:{ids[]}", tags = "author:{result.author}")
        public @Nullable Map<Long, Post> map(
                @CachexKey("ids") @Nullable List<Long> ids, @Nullable Map<Long, Post> posts) {
            return posts;
        }

        @CachexPut(keys = "post:{0[]}")
        public List<@Nullable Post> inOrder(long[] ids, @Nullable Post... posts) {
            return Arrays.asList(posts);
        }

        @CachexPut(keys = "post:{0[]}")
        public void values(@CachexValue Map<Long, Post> posts) {}

        @CachexPut(keys = "post:{0[]}", unless = "{result.author} == 'draft'")
        public void valuesOf(List<Long> ids, @CachexValue Map<Long, Post> posts) {}

        @CachexPut(keys = "post:{0[].id}")
        public void save(@CachexValue List<Post> posts) {}

        @CachexPut(keys = "post:{result[].id}", tags = "author:{result.author}")
        public List<Post> create(long firstId, String... authors) {
            return IntStream.range(0, authors.length)
                    .mapToObj(i -> new Post(authors[i].isEmpty() ? null : firstId + i, authors[i]))
                    .toList();
        }

        @CachexPut(keys = "post:{result[].id}")
        public CompletionStage<List<Post>> later(CompletableFuture<List<Post>> posts) {
            return posts;
        }

        @CachexPut(keys = "post:{0[]}")
        public Map<Long, Post> drains(List<Long> ids) {
            ids.clear();
            return Map.of();
        }

        @CachexPut(keys = "post:{0[]}")
        public Map<Long, Post> fails(List<Long> ids) {
            throw new IllegalStateException("not saved");
        }

        @CachexInvalidate(tags = "author:{0}")
        public void drop(String author) {}
    }

    private @Nullable Application application;
    private Posts posts;

    private void start(By extension) {
        application = Application.of(extension, Map.of(), Posts.class);
        posts = application.get(Posts.class);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    private static Post of(long id, String author) {
        return new Post(id, author);
    }

    private List<String> authors(long... ids) {
        return Arrays.stream(ids).mapToObj(id -> posts.find(id).author()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfAMap_areStoredUnderTheirKeys(By extension) {
        start(extension);

        posts.map(List.of(1L, 2L), Map.of(1L, of(1, "ann"), 2L, of(2, "bob"), 3L, of(3, "eve")));
        posts.values(Map.of(4L, of(4, "dan")));

        assertThat(authors(1, 2, 3, 4)).containsExactly("ann", "bob", "loaded", "dan");
        posts.drop("ann");
        assertThat(authors(1, 2)).containsExactly("loaded", "bob");
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfAList_areStoredInOrder(By extension) {
        start(extension);

        posts.inOrder(new long[] {2, 1, 1}, of(2, "two"), of(1, "one"), of(1, "last"));
        posts.save(List.of(of(3, "three"), of(4, "four")));
        posts.create(5, "five", "six");

        assertThat(authors(1, 2, 3, 4, 5, 6)).containsExactly("last", "two", "three", "four", "five", "six");
        posts.drop("six");
        assertThat(authors(5, 6)).containsExactly("five", "loaded");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void elementWithoutAValue_invalidatesItsEntry(By extension) {
        start(extension);
        posts.values(Map.of(1L, of(1, "old"), 2L, of(2, "old"), 3L, of(3, "old")));

        posts.map(List.of(1L), Map.of());
        posts.inOrder(new long[] {2}, (Post) null);
        posts.valuesOf(List.of(3L), Map.of(3L, of(3, "draft")));

        assertThat(authors(1, 2, 3)).containsExactly("loaded", "loaded", "loaded");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void elementsThatTheMethodTookAway_areInvalidated(By extension) {
        start(extension);
        posts.values(Map.of(1L, of(1, "old"), 2L, of(2, "old")));

        posts.drains(new ArrayList<>(List.of(1L, 2L)));

        assertThat(authors(1, 2)).containsExactly("loaded", "loaded");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void whatCannotBeMatched_isNotStored_andItsEntriesAreInvalidated(By extension) {
        start(extension);
        posts.values(Map.of(1L, of(1, "old"), 2L, of(2, "old")));

        try (LogLines log = LogLines.listen()) {
            assertThat(posts.inOrder(new long[] {1, 2}, of(1, "new"))).hasSize(1);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("inOrder")
                            && line.contains("values are not stored, and the entries before them are invalidated"));
        }

        assertThat(authors(1, 2)).containsExactly("loaded", "loaded");
        posts.values(Map.of(1L, of(1, "old")));
        assertThat(posts.map(List.of(1L), null)).isNull();
        assertThat(authors(1)).containsExactly("loaded");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void nullInAKey_isNotStored(By extension) {
        start(extension);

        assertThat(posts.create(1, "", "bob")).hasSize(2);

        assertThat(authors(1, 2)).containsExactly("loaded", "bob");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void nothing_storesNothing(By extension) {
        start(extension);

        assertThat(posts.map(null, Map.of(1L, of(1, "new")))).hasSize(1);
        assertThat(posts.map(List.of(), Map.of())).isEmpty();
        assertThatThrownBy(() -> posts.fails(List.of(1L))).hasMessage("not saved");

        assertThat(authors(1)).containsExactly("loaded");
    }

    @ParameterizedTest
    @EnumSource(names = "PORTABLE_EXTENSION")
    void stage_storesOnceItHasEnded(By extension) {
        start(extension);
        CompletableFuture<List<Post>> work = new CompletableFuture<>();

        CompletionStage<List<Post>> answer = posts.later(work);
        work.complete(List.of(of(1, "later")));

        assertThat(answer.toCompletableFuture()).isCompletedWithValue(List.of(of(1, "later")));
        assertThat(authors(1)).containsExactly("later");
    }
}
