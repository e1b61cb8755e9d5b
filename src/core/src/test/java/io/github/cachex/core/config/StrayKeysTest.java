// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrayKeysTest {
    /** A class that beans inherit from. */
    static class Readers {}

    /** A bean. */
    static final class Posts extends Readers {}

    private static final String POSTS = Posts.class.getName();
    private static final List<ConfigurableMethod> METHODS = List.of(
            new ConfigurableMethod(Posts.class, "find", "CachexFetch"),
            new ConfigurableMethod(Posts.class, "drop", "CachexInvalidate"));

    private static List<String> ofMethods(String... keys) {
        return new StrayKeys(Set.of(keys)).ofMethods(List.of(Posts.class), METHODS);
    }

    @Test
    void cachesThatThereAre_areNoStrays() {
        assertThat(new StrayKeys(Set.of("cachex.cache.posts.ttl", "CACHEX_CACHE_POSTS_TTL", "cachex.ttl"))
                        .ofCaches(List.of("posts")))
                .isEmpty();
    }

    @Test
    void configuredCacheThatThereIsNot_isOfferedTheNearest() {
        assertThat(new StrayKeys(Set.of("cachex.cache.post.ttl", "cachex.cache.post.jitter"))
                        .ofCaches(List.of("posts")))
                .containsExactly(
                        "cachex.cache.post.jitter, cachex.cache.post.ttl: no cache of this application is called"
                                + " 'post'; did you mean 'posts'?");
        assertThat(new StrayKeys(Set.of("cachex.cache.entirely-else.ttl")).ofCaches(List.of("posts")))
                .containsExactly(
                        "cachex.cache.entirely-else.ttl: no cache of this application is called 'entirely-else';"
                                + " remove it, or name a cache so");
    }

    @Test
    void methodsThatThereAre_areNoStrays() {
        assertThat(ofMethods(
                        POSTS + "/find/CachexFetch/ttl",
                        POSTS + "/CachexFetch/ttl",
                        POSTS + "/drop/CachexAllow",
                        "CachexFetch/ttl",
                        POSTS + "/find/CachexFetch/unheard",
                        "com.acme.Other/find/CachexFetch/ttl",
                        "cachex.ttl"))
                .isEmpty();
    }

    @Test
    void methodThatThereIsNot_isOfferedTheNearest() {
        assertThat(ofMethods(POSTS + "/fnid/CachexFetch/ttl"))
                .containsExactly(POSTS + "/fnid/CachexFetch/ttl: " + POSTS
                        + " has no method with @CachexFetch called 'fnid'; did you mean " + POSTS
                        + "/find/CachexFetch/ttl?");
        assertThat(ofMethods(POSTS + "/entirelyElse/CachexAllow"))
                .containsExactly(POSTS + "/entirelyElse/CachexAllow: " + POSTS
                        + " has no annotated method called 'entirelyElse'; remove it");
        assertThat(ofMethods(POSTS + "/CachexPut/ttl"))
                .containsExactly(POSTS + "/CachexPut/ttl: " + POSTS + " has no method with @CachexPut; remove it");
    }

    @Test
    void simpleOrInheritedName_isOfferedTheBean() {
        assertThat(ofMethods("Posts/find/CachexFetch/ttl"))
                .containsExactly(
                        "Posts/find/CachexFetch/ttl: no bean of this application is of a class called Posts; did you"
                                + " mean " + POSTS + "/find/CachexFetch/ttl?");
        assertThat(ofMethods(Readers.class.getName() + "/CachexFetch/ttl"))
                .containsExactly(Readers.class.getName() + "/CachexFetch/ttl: no bean of this application is of a class"
                        + " called " + Readers.class.getName() + "; did you mean " + POSTS + "/CachexFetch/ttl?");
    }

    @Test
    void variableOfOneKey_isClear() {
        Set<String> names = Set.of("CACHEX_CACHE_POSTS_TTL", "cachex.group.catalog.ttl");
        assertThat(new MeantKeys(names, List.of("posts"), METHODS).ambiguous(names))
                .isEmpty();
    }

    @Test
    void variableOfSeveralKeys_isNamedWithAllOfThem() {
        Set<String> names = Set.of("CACHEX_CACHE_MY_POSTS_TTL");
        assertThat(new MeantKeys(names, List.of("my-posts", "my_posts"), METHODS).ambiguous(names))
                .singleElement()
                .asString()
                .startsWith("CACHEX_CACHE_MY_POSTS_TTL: stands for ")
                .contains("my-posts", "my_posts");
    }
}
