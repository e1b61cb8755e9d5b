// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.error.CacheClosedException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.proxy.WeldClientProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineOwnerTest {
    private static final CacheKey<String> KEY = CacheKey.of("k", String.class);

    /** Has caches injected. */
    @ApplicationScoped
    public static class Shelf {
        private final CacheHandler posts;

        @Inject
        CacheHandler unnamed;

        @Inject
        @Cachex("posts")
        CacheHandler samePosts;

        @Inject
        Shelf(@Cachex("posts") CacheHandler posts) {
            this.posts = posts;
        }

        Shelf() {
            this.posts = null;
        }

        CacheHandler posts() {
            return posts;
        }

        CacheHandler unnamed() {
            return unnamed;
        }

        CacheHandler samePosts() {
            return samePosts;
        }
    }

    /** Is used when the application is about to end. */
    @ApplicationScoped
    public static class Late {
        static final AtomicInteger LOADS = new AtomicInteger();
        static volatile String lastAnswer = "";

        @Inject
        Late self;

        @CachexFetch
        public String load() {
            return "load " + LOADS.incrementAndGet();
        }

        @PreDestroy
        void end() {
            lastAnswer = self.load();
        }
    }

    /** Is passivated. */
    @SessionScoped
    public static class Session implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger LOADS = new AtomicInteger();

        @Inject
        @Cachex("posts")
        CacheHandler posts;

        @CachexFetch
        public String load() {
            return "load " + LOADS.incrementAndGet();
        }
    }

    /** Is passivated with its interceptor and its cache. */
    @Dependent
    public static class Passivated implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger LOADS = new AtomicInteger();

        @Inject
        @Cachex("posts")
        CacheHandler posts;

        @CachexFetch
        public String load() {
            return "load " + LOADS.incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void injectedHandlers_areTheNamedCaches(By extension) {
        try (Application application = Application.of(extension, Map.of(), Shelf.class)) {
            Shelf shelf = application.get(Shelf.class);
            shelf.posts().put(KEY, "a post");

            assertThat(shelf.posts().name()).isEqualTo("posts");
            assertThat(shelf.samePosts().get(KEY)).contains("a post");
            assertThat(shelf.unnamed().name()).isEqualTo("default");
            assertThat(shelf.unnamed().get(KEY)).isEmpty();
        }
    }

    @Test
    void handlerAskedForByCode_isTheNamedCache() {
        try (Application application = Application.of(Map.of(), Shelf.class)) {
            application.get(Shelf.class).posts().put(KEY, "a post");

            CacheHandler posts = application
                    .container()
                    .select(CacheHandler.class, Cachex.Literal.of("posts"))
                    .get();

            assertThat(posts.get(KEY)).contains("a post");
        }
    }

    @Test
    void closingAnInjectedHandler_isRefusedAndItGoesOn() {
        try (Application application = Application.of(Map.of(), Shelf.class)) {
            CacheHandler posts = application.get(Shelf.class).posts();

            assertThatThrownBy(posts::close)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("cache 'posts' is injected and shared by the whole application,"
                            + " which closes it when it ends; leave it open");
            posts.put(KEY, "still open");
            assertThat(posts.get(KEY)).contains("still open");
        }
    }

    @Test
    void applicationEnds_cachesAreClosedAndNoThreadIsLeft() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Application application = Application.of(Map.of(), Shelf.class, Late.class);
        CacheHandler posts = ((Shelf) ((WeldClientProxy) application.get(Shelf.class))
                        .getMetadata()
                        .getContextualInstance())
                .posts;
        posts.put(KEY, "a post");

        application.close();

        assertThatThrownBy(() -> posts.get(KEY)).isInstanceOf(CacheClosedException.class);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.toLowerCase(java.util.Locale.ROOT).contains("cachex")))
                .isEmpty();
    }

    @Test
    void annotatedMethodWhileTheApplicationEnds_answers() {
        try (Application application = Application.of(Map.of(), Late.class)) {
            application.get(Late.class).load();
        }

        assertThat(Late.lastAnswer).startsWith("load ");
    }

    @Test
    void annotatedMethodAfterTheApplicationEnded_runsPlainly() {
        Application application = Application.of(Map.of(), Passivated.class);
        Passivated used = application.get(Passivated.class);
        Passivated unused = application.get(Passivated.class);
        String loaded = used.load();
        assertThat(used.load()).isEqualTo(loaded);

        application.close();

        assertThat(used.load()).isNotEqualTo(loaded).isNotEqualTo(used.load());
        assertThat(unused.load()).isNotEqualTo(unused.load());
    }

    @Test
    void passivatedBean_keepsItsCacheAndItsInterceptor() throws Exception {
        try (Application application = Application.of(Map.of(), Passivated.class)) {
            Passivated bean = application.get(Passivated.class);
            bean.posts.put(KEY, "a post");
            String loaded = bean.load();

            Passivated back = copy(bean);

            assertThat(back).isNotSameAs(bean);
            assertThat(back.posts.get(KEY)).contains("a post");
            assertThat(back.load()).isEqualTo(loaded);
        }
    }

    @Test
    void passivatingScope_takesInjectedHandlersAndInterceptors() {
        try (Application application = Application.of(Map.of(), Session.class)) {
            assertThat(application.container().select(Session.class).isResolvable())
                    .isTrue();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T bean) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bean);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
