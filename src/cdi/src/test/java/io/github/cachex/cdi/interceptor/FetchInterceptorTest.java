// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.FetchContext;
import io.github.cachex.cdi.Application;
import io.github.cachex.error.CacheKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchInterceptorTest {
    /** A plain value. */
    public record Post(long id, String title) {}

    /** Counts. */
    public abstract static class Counting {
        final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }
    }

    /** What beans inherit. */
    public abstract static class Source<T> extends Counting {
        @CachexFetch
        public T first(String id) {
            loads.incrementAndGet();
            return make(id);
        }

        abstract T make(String id);
    }

    /** One of two beans that inherit an annotated method. */
    @ApplicationScoped
    public static class Posts extends Source<Post> {
        @Override
        Post make(String id) {
            return new Post(1, id);
        }
    }

    /** The other. */
    @ApplicationScoped
    public static class Names extends Source<String> {
        @Override
        String make(String id) {
            return "name of " + id;
        }
    }

    /** Methods of many kinds. */
    @ApplicationScoped
    public static class Catalog extends Counting {
        @CachexFetch(cache = "posts", key = "post:{id}")
        public Post post(@CachexKey("id") long id) {
            loads.incrementAndGet();
            return new Post(id, "title");
        }

        @CachexFetch(cache = "posts", key = "post:{0}")
        Post samePost(long id) {
            loads.incrementAndGet();
            return new Post(id, "another title");
        }

        @CachexFetch
        public List<Post> posts() {
            loads.incrementAndGet();
            return List.of(new Post(1, "one"), new Post(2, "two"));
        }

        @CachexFetch(cacheNull = "true")
        public Optional<Post> perhaps(long id) {
            loads.incrementAndGet();
            return id == 0 ? Optional.empty() : Optional.of(new Post(id, "some"));
        }

        @CachexFetch
        public Optional<Post> perhapsUncached(long id) {
            loads.incrementAndGet();
            return Optional.empty();
        }

        @CachexFetch(cacheNull = "true")
        public @Nullable Post nothing() {
            loads.incrementAndGet();
            return null;
        }

        @CachexFetch
        public int length(String text) {
            loads.incrementAndGet();
            return text.length();
        }

        @CachexFetch
        public long length(String text, int from) {
            loads.incrementAndGet();
            return text.length() - (long) from;
        }

        @CachexFetch(cache = "shared", key = "k", cacheNull = "true")
        public @Nullable Integer nullUnderSharedKey() {
            return null;
        }

        @CachexFetch(cache = "shared", key = "k")
        public int numberUnderSharedKey() {
            return 42;
        }

        @CachexFetch
        public String fails(String id) throws IOException {
            loads.incrementAndGet();
            throw new IOException("no " + id);
        }

        @CachexFetch
        public String refusesToStay() {
            loads.incrementAndGet();
            FetchContext.current().doNotStore();
            return "x";
        }

        @CachexFetch
        public String any(Object id) {
            loads.incrementAndGet();
            return "any";
        }
    }

    private final Map<String, String> configuration = new HashMap<>();
    private @Nullable Application application;

    private Catalog catalog() {
        application = Application.of(configuration, Catalog.class, Posts.class, Names.class);
        return application.get(Catalog.class);
    }

    @AfterEach
    void close() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void secondCall_isAnsweredFromTheCache() {
        Catalog catalog = catalog();

        Post first = catalog.post(7);
        Post second = catalog.post(7);
        Post other = catalog.post(8);

        assertThat(first).isEqualTo(second).isEqualTo(new Post(7, "title"));
        assertThat(other.id()).isEqualTo(8);
        assertThat(catalog.loads()).isEqualTo(2);
    }

    @Test
    void methodsOfTheSameCacheAndKey_shareTheirValues() {
        Catalog catalog = catalog();

        catalog.post(7);

        assertThat(catalog.samePost(7).title()).isEqualTo("title");
    }

    @Test
    void genericValues_keepTheirType() {
        Catalog catalog = catalog();
        catalog.posts();

        List<Post> posts = catalog.posts();

        assertThat(posts).containsExactly(new Post(1, "one"), new Post(2, "two"));
        assertThat(catalog.loads()).isEqualTo(1);
    }

    @Test
    void optional_isCachedByItsContent() {
        Catalog catalog = catalog();

        for (int i = 0; i < 2; i++) {
            assertThat(catalog.perhaps(3)).contains(new Post(3, "some"));
            assertThat(catalog.perhaps(0)).isEmpty();
        }

        assertThat(catalog.loads()).isEqualTo(2);
    }

    @Test
    void emptyOptionalAndNull_areOnlyCachedWhereAskedFor() {
        Catalog catalog = catalog();

        assertThat(catalog.perhapsUncached(1)).isEmpty();
        assertThat(catalog.perhapsUncached(1)).isEmpty();
        assertThat(catalog.loads()).isEqualTo(2);
        assertThat(catalog.nothing()).isNull();
        assertThat(catalog.nothing()).isNull();
        assertThat(catalog.loads()).isEqualTo(3);
    }

    @Test
    void overloads_haveCachesOfTheirOwn() {
        Catalog catalog = catalog();

        assertThat(catalog.length("four")).isEqualTo(4);
        assertThat(catalog.length("four", 1)).isEqualTo(3);
        assertThat(catalog.length("four")).isEqualTo(4);
        assertThat(catalog.loads()).isEqualTo(2);
    }

    @Test
    void inheritedMethod_cachesPerBeanWithItsType() {
        catalog();
        Posts posts = application.get(Posts.class);
        Names names = application.get(Names.class);

        for (int i = 0; i < 2; i++) {
            assertThat(posts.first("a")).isEqualTo(new Post(1, "a"));
            assertThat(names.first("a")).isEqualTo("name of a");
        }

        assertThat(posts.loads()).isEqualTo(1);
        assertThat(names.loads()).isEqualTo(1);
    }

    @Test
    void nullOfAnotherMethodUnderThePrimitivesKey_runsTheMethod() {
        Catalog catalog = catalog();
        catalog.nullUnderSharedKey();

        assertThat(catalog.numberUnderSharedKey()).isEqualTo(42);
    }

    @Test
    void loadersException_arrivesUnwrappedAfterOneCall() {
        Catalog catalog = catalog();

        assertThatThrownBy(() -> catalog.fails("post"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no post");
        assertThat(catalog.loads()).isEqualTo(1);
    }

    @Test
    void fetchContext_steersTheStoring() {
        Catalog catalog = catalog();

        catalog.refusesToStay();
        catalog.refusesToStay();

        assertThat(catalog.loads()).isEqualTo(2);
    }

    @Test
    void argumentThatCannotTakePartInAKey_isAKeyException() {
        Catalog catalog = catalog();

        assertThat(catalog.any("text")).isEqualTo("any");
        assertThatThrownBy(() -> catalog.any(new Object())).isInstanceOf(CacheKeyException.class);
        assertThat(catalog.loads()).isEqualTo(1);
    }

    @Test
    void tooLongKey_runsUncached() {
        Catalog catalog = catalog();

        assertThat(catalog.length("x".repeat(2000))).isEqualTo(2000);
    }

    @Test
    void disabled_everyCallRunsTheMethod() {
        configuration.put("cachex.enabled", "false");
        Catalog catalog = catalog();

        catalog.post(7);
        catalog.post(7);

        assertThat(catalog.loads()).isEqualTo(2);
    }
}
