// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Legitimate roles of beans: generic ones, alternatives, stereotypes, overriders, default methods, templates said outside. */
final class RightRoles {
    private RightRoles() {}

    /** Is found. */
    public record Post(long id, boolean draft) {}

    /** Knows neither values nor keys. */
    abstract static class Dao<T, K> {
        abstract T load(K id);

        @CachexFetch(cache = "a", key = "post:{0}", unless = "{result.draft}", when = "{0} > 0")
        T find(K id) {
            return load(id);
        }

        @CachexPut(cache = "a", key = "post:{result.id}")
        T save(T post) {
            return post;
        }
    }

    /** Knows the keys. */
    abstract static class NumberedDao<T> extends Dao<T, Long> {}

    /** Knows all. */
    @Accepted
    @ApplicationScoped
    static class PostDao extends NumberedDao<Post> {
        @Override
        Post load(Long id) {
            return new Post(id, false);
        }

        @CachexInvalidate(cache = "a", key = "post:{0}")
        void drop(long id) {}
    }

    /** Has a bound that says little. */
    abstract static class Sorted<K extends Comparable<K>> {
        @CachexFetch(cache = "a")
        String find(K id) {
            return "";
        }
    }

    /** Chooses within the bound. */
    @Accepted
    @ApplicationScoped
    static class SortedTexts extends Sorted<String> {
        @CachexInvalidate(cache = "a")
        void drop(String id) {}
    }

    /** Is generic itself. */
    @Accepted
    @Dependent
    static class Generic<K> {
        @CachexFetch(cache = "a", key = "{0}")
        String find(K id) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0}")
        void drop(K id) {}
    }

    /** Caches by a default method. */
    interface Finder<K> {
        @CachexFetch(cache = "a", key = "{0}")
        default String find(K id) {
            return "";
        }
    }

    /** Inherits it. */
    @Accepted
    @ApplicationScoped
    static class TextFinder implements Finder<String> {
        @CachexInvalidate(cache = "a", key = "{0}")
        void drop(String id) {}
    }

    /** Knows posts. */
    interface Source {
        String find(long id);
    }

    /** From a database. */
    @ApplicationScoped
    static class Database implements Source {
        @Override
        @CachexFetch(cache = "a", key = "post:{0}")
        public String find(long id) {
            return "";
        }
    }

    /** Stands in for it. */
    @Accepted(beside = {Database.class, Reader.class})
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Stub implements Source {
        @Override
        @CachexFetch(cache = "a", key = "post:{0}")
        public String find(long id) {
            return "";
        }
    }

    /** Asks whichever is there. */
    @ApplicationScoped
    static class Reader {
        @Inject
        Source posts;
    }

    /** Marks what stands in. */
    @Alternative
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mock {}

    /** An alternative by its stereotype. */
    @Accepted(beside = {Database.class, Reader.class})
    @Mock
    @Priority(1)
    @ApplicationScoped
    static class MockDatabase extends Database {}

    /** Says where entries are kept. */
    @CachexDefaults(cache = "a", tags = "all")
    @ApplicationScoped
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface Repository {}

    /** Takes all from its stereotype. */
    @Accepted
    @Repository
    static class ByStereotype {
        @CachexFetch(key = "{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(key = "{0}")
        void drop(long id) {}

        @CachexInvalidate(tags = "all")
        void dropAll() {}
    }

    /** Answers with anything. */
    abstract static class AnyFinder {
        @CachexFetch(cache = "a", key = "{0}")
        Object find(long id) {
            return "";
        }
    }

    /** Answers with a text. */
    @Accepted
    @ApplicationScoped
    static class TextAnswers extends AnyFinder {
        @Override
        @CachexFetch(cache = "a", key = "{0}")
        String find(long id) {
            return String.valueOf(super.find(id));
        }
    }

    /** Is told outside what its keys are. */
    @Accepted(
            settings = {
                "§/find/CachexFetch/key=post:{0}",
                "§/drop/CachexInvalidate/key=post:{0}",
                "§/CachexAllow=unmet",
                "cachex.cache.a.ttl=1m",
                "CACHEX_CACHE_A_STALE_TTL=1m"
            })
    @ApplicationScoped
    static class ToldOutside {
        @CachexFetch(cache = "a", key = "{0}")
        String find(String id) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "old:{0}")
        void drop(String id) {}
    }

    /** Moves both to another cache. */
    @Accepted(settings = {"§/CachexFetch/cache=b", "§/CachexInvalidate/cache=b", "cachex.cache.b.ttl=1m"})
    @ApplicationScoped
    static class MovedOutside {
        @CachexFetch(cache = "a", key = "{0}")
        String find(String id) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0}")
        void drop(String id) {}
    }

    /** Reads, and another writes. */
    @ApplicationScoped
    static class Reads extends Dao<Post, Long> {
        @Override
        Post load(Long id) {
            return new Post(id, false);
        }
    }

    /** Drops what another reads by a superclass's method. */
    @Accepted(beside = Reads.class)
    @ApplicationScoped
    static class Writes {
        @CachexInvalidate(cache = "a", key = "post:{0}")
        void drop(Integer id) {}

        @CachexInvalidate(
                cache = "a",
                keys = {"post:{0.id}", "post:{1}"})
        void swap(Post post, int other) {}
    }
}
