// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheWarmer;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.WarmEntry;
import io.github.cachex.cdi.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of caches and methods that the application does not have, and variables that stand for several keys. */
class ConfiguredNamesTest {
    /** Knows no cache. */
    public abstract static class Repository {
        @CachexFetch(key = "{0}")
        public String get(long id) {
            return "";
        }
    }

    /** Has a cache. */
    @ApplicationScoped
    public static class Posts extends Repository {
        @CachexFetch(cache = "posts", key = "{0}")
        public String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "{0}")
        public void drop(long id) {}

        /** Is not cached. */
        public String plain() {
            return "";
        }
    }

    /** Has caches whose names are alike to an environment. */
    @ApplicationScoped
    public static class Alike {
        @CachexFetch(cache = "my-posts", key = "{0}")
        public String find(long id) {
            return "";
        }

        @CachexFetch(cache = "my_posts", key = "{0}")
        public String get(long id) {
            return "";
        }

        @CachexFetch(cache = "news", key = "{0}")
        public String news(long id) {
            return "";
        }

        @CachexFetch(cache = "news-stale", key = "{0}")
        public String old(long id) {
            return "";
        }
    }

    /** Has a handler of its own. */
    @ApplicationScoped
    public static class Handled {
        @Inject
        @Cachex("shelves")
        Provider<CacheHandler> shelves;

        @Inject
        Provider<CacheHandler> unnamed;
    }

    /** Looks caches up. */
    @ApplicationScoped
    public static class LookedUp {
        @Inject
        Instance<CacheHandler> caches;
    }

    /** Fills what caches it likes. */
    @ApplicationScoped
    public static class Warmer implements CacheWarmer {
        @Override
        public Stream<? extends WarmEntry<?>> entries() {
            return Stream.of();
        }
    }

    private static final String POSTS = Posts.class.getName();

    private static List<String> warnings(By extension, String... names) {
        Map<String, String> configuration = Stream.of(names)
                .collect(java.util.stream.Collectors.toMap(
                        name -> name, name -> name.endsWith("/key") ? "{0}" : name.endsWith("Allow") ? "unmet" : "7s"));
        return Warned.of(extension, configuration, Posts.class);
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatThereIsNot_isWarnedOfWithTheNearest(By extension) {
        assertThat(warnings(
                        extension, "cachex.cache.psots.ttl", "cachex.cache.psots.null-ttl", "cachex.cache.\"a.b\".ttl"))
                .containsExactly(
                        "cachex.cache.\"a.b\".ttl: no cache of this application is called 'a.b'; remove it, or name a"
                                + " cache so",
                        "cachex.cache.psots.null-ttl, cachex.cache.psots.ttl: no cache of this application is called"
                                + " 'psots'; did you mean 'posts'?");
        assertThat(warnings(extension, "CACHEX_CACHE_PSOTS_TTL"))
                .containsExactly("CACHEX_CACHE_PSOTS_TTL: no cache of this application is called 'psots'; did you mean"
                        + " 'posts'?");
    }

    @ParameterizedTest
    @EnumSource
    void cacheThatThereIs_isNot(By extension) {
        assertThat(warnings(
                        extension,
                        "cachex.cache.posts.ttl",
                        "cachex.cache.\"posts\".null-ttl",
                        "cachex.cache.\"" + POSTS + ".get\".ttl",
                        "cachex.cache.cachex-warm.ttl",
                        "CACHEX_CACHE_POSTS_NULL_TTL"))
                .isEmpty();
        assertThat(Warned.of(
                        extension,
                        Map.of("cachex.cache.shelves.ttl", "1m", "cachex.cache.default.ttl", "1m"),
                        Handled.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whereAnyCacheMayBe_nothingIsSaid(By extension) {
        Map<String, String> configuration = Map.of("cachex.cache.others.ttl", "1m");
        assertThat(Warned.of(extension, configuration, Posts.class, LookedUp.class))
                .isEmpty();
        assertThat(Warned.of(extension, configuration, Posts.class, Warmer.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void methodThatThereIsNot_isWarnedOfWithTheNearest(By extension) {
        assertThat(warnings(
                        extension,
                        POSTS + "/fnid/CachexFetch/ttl",
                        POSTS + "/drop/CachexFetch/ttl",
                        POSTS + "/plain/CachexAllow",
                        POSTS + "/CachexPut/ttl"))
                .containsExactlyInAnyOrder(
                        POSTS + "/fnid/CachexFetch/ttl: " + POSTS
                                + " has no method with @CachexFetch called 'fnid'; did you" + " mean " + POSTS
                                + "/find/CachexFetch/ttl?",
                        POSTS + "/drop/CachexFetch/ttl: " + POSTS
                                + " has no method with @CachexFetch called 'drop'; remove it",
                        POSTS + "/plain/CachexAllow: " + POSTS + " has no annotated method called 'plain'; remove it",
                        POSTS + "/CachexPut/ttl: " + POSTS + " has no method with @CachexPut; remove it");
    }

    @ParameterizedTest
    @EnumSource
    void nameThatIsNotThatOfTheBeansClass_isWarnedOf(By extension) {
        String parent = Repository.class.getName();
        assertThat(warnings(extension, parent + "/get/CachexFetch/ttl", "Posts/CachexInvalidate/key"))
                .containsExactlyInAnyOrder(
                        parent + "/get/CachexFetch/ttl: no bean of this application is of a class called " + parent
                                + "; did you mean " + POSTS + "/get/CachexFetch/ttl?",
                        "Posts/CachexInvalidate/key: no bean of this application is of a class called Posts; did you mean "
                                + POSTS + "/CachexInvalidate/key?");
    }

    @ParameterizedTest
    @EnumSource
    void methodsThatThereAre_andClassesOfOthers_areNot(By extension) {
        assertThat(warnings(
                        extension,
                        POSTS + "/find/CachexFetch/ttl",
                        POSTS + "/get/CachexFetch/ttl",
                        POSTS + "/drop/CachexInvalidate/key",
                        POSTS + "/drop/CachexAllow",
                        POSTS + "/CachexAllow",
                        POSTS + "/CachexFetch/nullTtl",
                        "CachexFetch/staleTtl",
                        "com.acme.Others/find/CachexFetch/ttl",
                        POSTS + "/find/Retry/maxRetries"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void variableOfTwoKeys_isWarnedOfOnce(By extension) {
        assertThat(Warned.of(
                        extension,
                        Map.of(
                                "CACHEX_CACHE_MY_POSTS_TTL",
                                "1m",
                                "CACHEX_CACHE_NEWS_STALE_TTL",
                                "1m",
                                "CACHEX_TTL",
                                "1m"),
                        Alike.class))
                .containsExactly(
                        "CACHEX_CACHE_MY_POSTS_TTL: stands for cachex.cache.my-posts.ttl and cachex.cache.my_posts.ttl, and"
                                + " sets each of them; write the key that is meant in another source, or rename what it is"
                                + " about",
                        "CACHEX_CACHE_NEWS_STALE_TTL: stands for cachex.cache.news-stale.ttl and"
                                + " cachex.cache.news.stale-ttl, and sets each of them; write the key that is meant in"
                                + " another source, or rename what it is about");
    }

    @Test
    void variableOfOneKey_isNot() {
        assertThat(Warned.of(
                        By.PORTABLE_EXTENSION,
                        Map.of("CACHEX_CACHE_MY_POSTS_STALE_TTL", "1m", "CACHEX_CACHE_NEWS_TTL", "1m"),
                        Posts.class,
                        Handled.class))
                .hasSize(2)
                .allMatch(warning -> warning.contains("no cache of this application is called"));
    }
}
