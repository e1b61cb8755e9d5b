// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Conditions on arguments and results that a method sees through type variables. */
class GenericConditionsTest {
    /** Has a property of a type that its user chooses. */
    public record Ref<T>(T id) {}

    /** Is found. */
    public record Post(long id, boolean draft) {}

    /** Knows no types yet. */
    public abstract static class Repository<T, K> {
        final AtomicInteger loads = new AtomicInteger();

        abstract T load(K id);

        public int loads() {
            return loads.get();
        }

        @CachexFetch(key = "{0}", when = "{0} > 0")
        public T positive(K id) {
            loads.incrementAndGet();
            return load(id);
        }

        @CachexFetch(key = "{ref.id}", when = "{ref.id} > 0", unless = "{result.draft}")
        public T published(@CachexKey("ref") Ref<K> ref) {
            loads.incrementAndGet();
            return load(ref.id());
        }
    }

    /** Chooses. */
    @ApplicationScoped
    public static class Posts extends Repository<Post, Long> {
        @Override
        Post load(Long id) {
            return new Post(id, id == 13);
        }
    }

    /** Knows no types yet. */
    public abstract static class Store<T> {
        @CachexFetch(cache = "stored", key = "{0}")
        public long count(long id) {
            return id;
        }

        @CachexPut(cache = "stored", key = "{post.id}", when = "!{post.draft}", unless = "{post.id} == 7")
        public long save(@CachexKey("post") T post) {
            return 1000;
        }

        @CachexInvalidate(cache = "stored", key = "{post.id}", when = "{post.draft}")
        public void retire(@CachexKey("post") T post) {}
    }

    /** Chooses. */
    @ApplicationScoped
    public static class PostStore extends Store<Post> {}

    /** Asks for a property that what the variable stands for has not. */
    public abstract static class Titled<T> {
        @CachexFetch(key = "{post.id}", when = "{post.title} == 'x'")
        public long count(@CachexKey("post") T post) {
            return 1;
        }
    }

    /** Chooses. */
    @ApplicationScoped
    public static class TitledPosts extends Titled<Post> {}

    @Test
    void argumentsAndResults_areOfTheTypesThatTheBeanChooses() {
        try (Application application = Application.of(Map.of(), Posts.class)) {
            Posts posts = application.get(Posts.class);
            for (int i = 0; i < 2; i++) {
                posts.positive(1L);
                posts.positive(-1L);
            }
            assertThat(posts.loads())
                    .as("one that is cached, twice one that is not")
                    .isEqualTo(3);
            for (int i = 0; i < 2; i++) {
                posts.published(new Ref<>(1L));
                posts.published(new Ref<>(13L));
            }
            assertThat(posts.loads()).isEqualTo(6);
        }
    }

    @Test
    void putsAndInvalidations_askTheirPropertiesToo() {
        try (Application application = Application.of(Map.of(), PostStore.class)) {
            PostStore store = application.get(PostStore.class);
            assertThat(store.count(1)).isEqualTo(1);
            store.save(new Post(1, true));
            assertThat(store.count(1)).isEqualTo(1);
            store.save(new Post(1, false));
            assertThat(store.count(1)).isEqualTo(1000);
            store.retire(new Post(1, false));
            assertThat(store.count(1)).isEqualTo(1000);
            store.retire(new Post(1, true));
            assertThat(store.count(1)).isEqualTo(1);
        }
    }

    @Test
    void propertyThatTheTypeHasNot_isRefusedByItsName() {
        assertThatThrownBy(() -> Application.of(Map.of(), TitledPosts.class))
                .hasMessageContaining("when: {post.title} has no property 'title' in " + Post.class.getTypeName());
    }
}
