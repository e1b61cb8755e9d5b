// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Designs that may be meant, and are warned of. */
final class DoubtfulDesigns {
    private DoubtfulDesigns() {}

    private static final String OTHER_KEY =
            ", so that the same value may have another key there and nothing is invalidated; ";

    @Suspected(
            "§.drop: @CachexInvalidate of cache 'posts' has the tag 'author:{}' with java.lang.String in it, and §.find has"
                    + " it with java.lang.Object" + OTHER_KEY + "declare one type in both")
    @ApplicationScoped
    static class TagOfAnotherType {
        @CachexFetch(cache = "posts", key = "{0}", tags = "author:{1}")
        String find(long id, Object author) {
            return "";
        }

        @CachexInvalidate(cache = "posts", tags = "author:{0}")
        void drop(String author) {}
    }

    @Suspected(
            "§.drop: @CachexInvalidate of cache 'posts' has the key '{}' with java.lang.String in it, and §.find has it"
                    + " with java.lang.Object" + OTHER_KEY
                    + "declare one type in both, or invalidate all by all = true")
    @ApplicationScoped
    static class KeyOfAnotherTypeBesideAHandler {
        @Inject
        @Cachex("posts")
        Provider<CacheHandler> posts;

        @CachexFetch(cache = "posts", key = "{0}")
        String find(Object id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "{0}")
        void drop(String id) {}
    }

    @Suspected(
            "§.drop: @CachexInvalidate of cache 'psots', which no fetch of this application fills; did you mean 'posts'?")
    @ApplicationScoped
    static class MisspeltCache {
        @CachexFetch(cache = "posts", key = "{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "psots", key = "{0}")
        void drop(long id) {}
    }

    @Suspected(
            value = "§.drop: @CachexInvalidate of cache 'posts', which no fetch of this application fills; did you mean"
                    + " 'post'?",
            settings = "§/find/CachexFetch/cache=post")
    @ApplicationScoped
    static class MovedOutside {
        @CachexFetch(cache = "posts", key = "{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "{0}")
        void drop(long id) {}
    }

    @Suspected(
            value = {
                "§/fnid/CachexFetch/ttl: § has no method with @CachexFetch called 'fnid'; did you mean"
                        + " §/find/CachexFetch/ttl?",
                "cachex.cache.psots.ttl: no cache of this application is called 'psots'; did you mean 'posts'?"
            },
            settings = {"cachex.cache.psots.ttl=1m", "§/fnid/CachexFetch/ttl=1m", "cachex.cache.posts.null-ttl=1m"})
    @ApplicationScoped
    static class Misconfigured {
        @CachexFetch(cache = "posts", key = "{0}")
        String find(long id) {
            return "";
        }
    }

    @Suspected(
            value =
                    "CACHEX_CACHE_A_STALE_TTL: stands for cachex.cache.a-stale.ttl and cachex.cache.a.stale-ttl, and sets each of"
                            + " them; write the key that is meant in another source, or rename what it is about",
            settings = "CACHEX_CACHE_A_STALE_TTL=1m")
    @ApplicationScoped
    static class AlikeToAnEnvironment {
        @CachexFetch(cache = "a", key = "{0}")
        String find(long id) {
            return "";
        }

        @CachexFetch(cache = "a-stale", key = "{0}")
        String old(long id) {
            return "";
        }
    }

    /** Knows no type yet. */
    abstract static class Repository<K> {
        @CachexFetch(cache = "posts", key = "{0}")
        String find(K id) {
            return "";
        }
    }

    @Suspected(
            "§.find(java.lang.String): overrides io.github.cachex.tck.deployment.DoubtfulDesigns$Repository.find without its @CachexFetch,"
                    + " which the container does not inherit, so that nothing is cached by §; repeat the annotation there")
    @ApplicationScoped
    static class LostThroughABridge extends Repository<String> {
        @Override
        String find(String id) {
            return "";
        }
    }

    @Suspected(
            "§.settings: @CachexFetch has one key for all calls, '()', in a bean that is @RequestScoped, so that each"
                    + " instance is answered with what another one held; take what the value depends on as an argument, or move the"
                    + " method to an @ApplicationScoped bean")
    @RequestScoped
    static class OfARequest {
        @CachexFetch(cache = "settings")
        String settings() {
            return "";
        }
    }

    @Suspected(
            "§.drop: @CachexInvalidate(soft = true), but cache 'posts' keeps nothing stale, so that its entries are invalidated;"
                    + " set stale-ttl for the cache or in @CachexFetch, or remove soft")
    @ApplicationScoped
    static class SoftWithoutStale {
        @CachexFetch(cache = "posts", key = "{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "{0}", soft = true)
        void drop(long id) {}
    }

    @Suspected("§.save: @CachexPut of cache 'drafts', which no fetch of this application fills; name the cache of a"
            + " @CachexFetch, or remove the annotation")
    @ApplicationScoped
    static class PutForNobody {
        @CachexPut(cache = "drafts", key = "{0}")
        String save(long id) {
            return "";
        }
    }
}
