// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations of an application's own that carry those of Cachex. */
class ComposedAnnotationsTest {
    private static final CacheKey<String> ONE = CacheKey.of("post:1", String.class);

    @CachexFetch(cache = "posts", key = "post:{0}", ttl = "5m")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @interface CachedPost {}

    /** Carries it through another one. */
    @CachedPost
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CachedOften {}

    /** Carries its own before that of another one. */
    @CachedPost
    @CachexFetch(cache = "near", key = "post:{0}")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CachedNearer {}

    @CachexPut(cache = "posts", key = "post:{0}")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface SavesPost {}

    @CachexInvalidate(cache = "posts", key = "post:{0}")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface DropsPost {}

    @CachexInvalidate(cache = "near", all = true)
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface DropsNear {}

    /** A bean whose results are all kept. */
    @Stereotype
    @ApplicationScoped
    @CachexDefaults(cache = "catalog")
    @CachexFetch(ttl = "1h", key = "{0}")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Catalog {}

    /** Uses them. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        @CachedPost
        public String find(long id) {
            return "post " + id + ", load " + loads.incrementAndGet();
        }

        @CachedOften
        public String findOften(long id) {
            return find(id);
        }

        @CachedNearer
        public String findNear(long id) {
            return "near " + loads.incrementAndGet();
        }

        @CachexFetch(cache = "direct", key = "post:{0}")
        @CachedPost
        public String findDirectly(long id) {
            return "direct " + loads.incrementAndGet();
        }

        @SavesPost
        public String save(long id) {
            return "saved " + id;
        }

        @DropsPost
        public void drop(long id) {}

        @DropsPost
        @DropsNear
        public void dropBoth(long id) {}
    }

    /** Says nothing itself. */
    @Catalog
    public static class Titles {
        private final AtomicInteger loads = new AtomicInteger();

        public String title(long id) {
            return "title " + loads.incrementAndGet();
        }

        /** Says what it does itself. */
        @CachexInvalidate(key = "{0}")
        public boolean rename(long id) {
            return loads.incrementAndGet() > 0;
        }

        public void count() {
            loads.incrementAndGet();
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriedAnnotations_areAtWork(By extension) {
        try (Application application = Application.of(extension, Map.of(), Posts.class)) {
            Posts posts = application.get(Posts.class);
            Caches caches = application.get(Caches.class);

            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.find(1)).isEqualTo("post 1, load 1");
            assertThat(posts.findOften(1)).isEqualTo("post 1, load 1");
            assertThat(caches.cache("posts").get(ONE)).contains("post 1, load 1");
            posts.drop(1);
            assertThat(posts.find(1)).isEqualTo("post 1, load 2");
            posts.save(1);
            assertThat(posts.find(1)).isEqualTo("saved 1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nearest_wins(By extension) {
        try (Application application = Application.of(extension, Map.of(), Posts.class)) {
            Posts posts = application.get(Posts.class);
            Caches caches = application.get(Caches.class);

            assertThat(posts.findNear(1)).isEqualTo(posts.findNear(1));
            assertThat(posts.findDirectly(1)).isEqualTo(posts.findDirectly(1));
            assertThat(caches.names()).containsExactly("direct", "near");
            posts.dropBoth(1);
            assertThat(caches.cache("near").contains(ONE)).isFalse();
            assertThat(posts.findNear(1)).isEqualTo("near 3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingsFromOutside_goBeforeThem(By extension) {
        String member = Posts.class.getName() + "/find/CachexFetch/cache";
        try (Application application = Application.of(extension, Map.of(member, "elsewhere"), Posts.class)) {
            application.get(Posts.class).find(1);
            assertThat(application.get(Caches.class).names()).containsExactly("elsewhere");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stereotype_isForMethodsWithAResult_thatSayNothingThemselves(By extension) {
        try (Application application = Application.of(extension, Map.of(), Titles.class)) {
            Titles titles = application.get(Titles.class);

            assertThat(titles.title(1)).isEqualTo("title 1");
            assertThat(titles.title(1)).isEqualTo("title 1");
            titles.count();
            titles.count();
            assertThat(titles.rename(1)).isTrue();
            assertThat(titles.rename(1)).isTrue();
            assertThat(titles.title(1)).isEqualTo("title 6");
            assertThat(application.get(Caches.class).names()).containsExactly("catalog");
        }
    }

    @CachexFetch(cache = "posts", key = "post:{0}", ttl = "1h")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CachedForAnHour {}

    @CachexFetch(cache = "posts", key = "post:{0}")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Unbound {}

    @Stereotype
    @CachexDefaults(ttl = "1m")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Short {}

    @Stereotype
    @CachexDefaults(ttl = "1h")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Long {}

    /** Makes every mistake. */
    @ApplicationScoped
    public static class Mistaken {
        @CachedPost
        @CachedForAnHour
        public String both(long id) {
            return "";
        }

        @Unbound
        public String unbound(long id) {
            return "";
        }

        @CachedPost
        public void nothing(long id) {}
    }

    /** Has one that nobody can intercept. */
    @ApplicationScoped
    public static class Closed {
        @CachedPost
        public final String closed(long id) {
            return "";
        }
    }

    /** Has two stereotypes. */
    @Short
    @Long
    @ApplicationScoped
    public static class Torn {
        @CachexFetch(cache = "torn", key = "{0}")
        public String find(long id) {
            return "";
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakes_areDeploymentErrors(By extension) {
        assertThatThrownBy(() -> Application.of(extension, Map.of(), Mistaken.class, Torn.class))
                .hasMessageContaining(
                        "Mistaken.both: @CachexFetch: @CachedForAnHour and @CachedPost carry different ones;"
                                + " leave one of them, or write @CachexFetch on the method")
                .hasMessageContaining("Mistaken.unbound: @Unbound carries @CachexFetch and is neither an interceptor"
                        + " binding nor a stereotype, so that no container goes by it; add @InterceptorBinding to it")
                .hasMessageContaining("Mistaken.nothing: @CachexFetch")
                .hasMessageContaining("Torn.find: @CachexDefaults: @Long and @Short carry different ones;"
                        + " leave one of them, or write @CachexDefaults on the class");
    }

    @Test
    void finalMethod_isSaidInOurWords() {
        assertThatThrownBy(() -> Application.of(Map.of(), Closed.class))
                .hasMessageContaining(
                        "Closed.closed: @CachexFetch on a final method, which the container cannot intercept");
    }
}
