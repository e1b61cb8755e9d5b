// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexAllow;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Legitimate designs, each a bean that deploys by itself without a word. */
final class RightMeetings {
    private RightMeetings() {}

    /** The generated key of as many arguments. */
    @ApplicationScoped
    static class SameArguments {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void delete(long id) {}

        @CachexPut(cache = "posts")
        void save(long id, @CachexValue String post) {}
    }

    /** The argument that makes the key is marked. */
    @ApplicationScoped
    static class MarkedArgument {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void rename(@CachexKey long id, String title) {}

        @CachexPut(cache = "posts")
        String write(@CachexKey long id, int version) {
            return "";
        }
    }

    /** A template for a generated key. */
    @ApplicationScoped
    static class TemplateOfAnArgument {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "{0}")
        void delete(long id, String reason) {}
    }

    /** A part of the generated key is fixed elsewhere. */
    @ApplicationScoped
    static class FixedPart {
        @CachexFetch(cache = "texts")
        String find(String kind, long id) {
            return "";
        }

        @CachexInvalidate(cache = "texts", key = "post:{0}")
        void deletePost(long id) {}
    }

    /** One fixed key for all, without arguments. */
    @ApplicationScoped
    static class OneForAll {
        @CachexFetch(cache = "list")
        List<String> all() {
            return List.of();
        }

        @CachexInvalidate(cache = "list")
        void refresh() {}
    }

    /** Several templates in one cache; a change drops some of each. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    static class SeveralForms {
        @CachexFetch(key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexFetch(key = "all")
        List<String> all() {
            return List.of();
        }

        @CachexFetch(key = "author:{0}:{1}")
        List<String> ofAuthor(String author, int page) {
            return List.of();
        }

        @CachexInvalidate(keys = {"post:{0}", "all"})
        @CachexInvalidate(matching = "author:{1}:*")
        void delete(long id, String author) {}

        @CachexInvalidate(keys = "post:{0[]}")
        void deleteEach(Collection<Long> ids) {}
    }

    /** Everything goes. */
    @ApplicationScoped
    static class All {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", all = true)
        void deleteAll() {}

        @CachexInvalidate(cache = "posts", matching = "*")
        void deleteMatching() {}
    }

    /** Tags that annotations declare. */
    @ApplicationScoped
    static class Tagged {
        @CachexFetch(cache = "posts", key = "post:{0}", tags = "author:{1}")
        String find(long id, String author) {
            return "";
        }

        @CachexInvalidate(cache = "posts", tags = "author:{0}")
        void retire(String author) {}
    }

    /** Tags that a load gives. */
    @ApplicationScoped
    static class TaggedWhileLoading {
        @CachexFetch(cache = "pages", key = "page:{0}")
        String page(int number) {
            FetchContext.current().tags("post:" + number);
            return "";
        }

        @CachexInvalidate(cache = "pages", tags = "post:{0}")
        void delete(long id) {}
    }

    /** Filled by hand, emptied by annotation. */
    @ApplicationScoped
    static class FilledByHand {
        @Inject
        @Cachex("prices")
        CacheHandler prices;

        @CachexInvalidate(cache = "prices", key = "price:{0}")
        void change(String article) {}
    }

    /** Read by hand, written by annotation. */
    @ApplicationScoped
    static class ReadByHand {
        @Inject
        @Cachex("drafts")
        CacheHandler drafts;

        @CachexPut(cache = "drafts", key = "draft:{0}")
        void save(String id, @CachexValue String draft) {}
    }

    /** Written for the next release, which reads it. */
    @ApplicationScoped
    static class OnPurpose {
        @CachexFetch(cache = "posts", key = "v1:{0}")
        String find(long id) {
            return "";
        }

        @CachexAllow("unmet")
        @CachexPut(cache = "posts", key = "v2:{0}")
        void save(long id, @CachexValue String post) {}
    }

    /** The cache of one method, named by it. */
    @ApplicationScoped
    static class OwnCache {
        @CachexFetch
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "io.github.cachex.tck.deployment.RightMeetings$OwnCache.find")
        void delete(long id) {}
    }

    /** Properties and positions name the same. */
    @ApplicationScoped
    static class ByProperty {
        /** A post. */
        public record Post(long id, String title) {}

        @CachexFetch(cache = "posts", key = "post:{id}")
        Post find(@CachexKey("id") long id) {
            return new Post(id, "");
        }

        @CachexPut(cache = "posts", key = "post:{post.id}")
        Post save(@CachexKey("post") Post post) {
            return post;
        }

        @CachexInvalidate(cache = "posts", keys = "post:{posts[].id}")
        void delete(@CachexKey("posts") List<Post> posts) {}
    }

    /** Values by promises and perhaps none. */
    @ApplicationScoped
    static class Later {
        @CachexFetch(cache = "posts", key = "post:{0}")
        CompletionStage<Optional<String>> find(long id) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        CompletionStage<Void> delete(long id) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Inherited and repeated. */
    abstract static class Repository<K> {
        @CachexFetch
        String find(K id) {
            return "";
        }

        abstract void plain();
    }

    /** Inherits its fetch. */
    @ApplicationScoped
    static class Inheriting extends Repository<Long> {
        @Override
        void plain() {}
    }

    /** Repeats the annotation. */
    @ApplicationScoped
    static class Repeating extends Repository<String> {
        @Override
        @CachexFetch(ttl = "1m")
        String find(String id) {
            return "";
        }

        @Override
        void plain() {}
    }

    /** Implements an interface that has the annotation too, for readers. */
    interface Finder {
        /** Finds. */
        @CachexFetch
        String find(String id);
    }

    /** Implements it, with the annotation. */
    @ApplicationScoped
    static class Finding implements Finder {
        @Override
        @CachexFetch
        public String find(String id) {
            return "";
        }
    }

    /** The user is in the key. */
    @RequestScoped
    static class OfRequest {
        @CachexFetch(cache = "preferences", key = "of:{0}")
        String preferences(String user) {
            return "";
        }
    }

    /** The key is made of the argument. */
    @Dependent
    static class OfInjectionPoint {
        @CachexFetch
        String preferences(String user) {
            return "";
        }
    }

    /** Zero is a duration, and so is each with a unit. */
    @ApplicationScoped
    static class Durations {
        @CachexFetch(ttl = "90s", staleTtl = "0", softTimeout = "off")
        String find(long id) {
            return "";
        }

        @CachexFetch(ttl = "PT5M", staleTtl = "1 day", softTimeout = "200ms", hardTimeout = "2s")
        String findToo(long id) {
            return "";
        }

        @CachexFetch(ttl = "1h", refreshAhead = "0.8")
        String findAhead(long id) {
            return "";
        }
    }
}
