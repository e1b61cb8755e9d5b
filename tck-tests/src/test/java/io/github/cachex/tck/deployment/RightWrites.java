// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Legitimate puts and invalidations. */
final class RightWrites {
    private RightWrites() {}

    /** What the method returns, under an argument. */
    @Accepted
    @ApplicationScoped
    static class PutOfResult {
        @CachexFetch(cache = "rw-1", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexPut(cache = "rw-1", key = "post:{0}")
        String save(long id, String text) {
            return text;
        }
    }

    /** An argument, under another. */
    @Accepted
    @ApplicationScoped
    static class PutOfArgument {
        @CachexFetch(cache = "rw-2", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexPut(cache = "rw-2", key = "post:{0}")
        void save(long id, @CachexValue String text) {}
    }

    /** A value under the id that the method makes. */
    @Accepted
    @ApplicationScoped
    static class PutUnderMadeId {
        @CachexFetch(cache = "rw-3", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexPut(cache = "rw-3", key = "post:{result}")
        String insert(String post) {
            return post;
        }
    }

    /** A fixed key whose only parameter is the value. */
    @Accepted
    @ApplicationScoped
    static class PutOfFixedKey {
        @CachexFetch(cache = "rw-4", key = "current")
        String current() {
            return "";
        }

        @CachexPut(cache = "rw-4", key = "current")
        void set(@CachexValue String value) {}
    }

    /** Conditions of a put. */
    @Accepted
    @ApplicationScoped
    static class PutWithConditions {
        @CachexFetch(cache = "rw-5", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexPut(cache = "rw-5", key = "post:{0}", when = "!{1}", unless = "{result} == ''")
        String save(long id, boolean draft, String text) {
            return text;
        }
    }

    /** Tags of the result. */
    @Accepted
    @ApplicationScoped
    static class PutTags {
        @CachexFetch(cache = "rw-6", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexPut(
                cache = "rw-6",
                key = "post:{0}",
                tags = {"posts", "text:{result}"})
        String save(long id, String text) {
            return text;
        }
    }

    /** A fixed key of an invalidation with parameters. */
    @Accepted
    @ApplicationScoped
    static class FixedDrop {
        @CachexFetch(cache = "rw-7", key = "all")
        String all() {
            return "";
        }

        @CachexInvalidate(cache = "rw-7", key = "all")
        void add(long id) {}
    }

    /** A fixed tag of an invalidation with parameters. */
    @Accepted
    @ApplicationScoped
    static class FixedTag {
        @CachexFetch(cache = "rw-8", key = "post:{0}", tags = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-8", tags = "posts")
        void change(long id) {}
    }

    /** A tag with a hash. */
    @Accepted
    @ApplicationScoped
    static class TagWithHash {
        @CachexFetch(cache = "rw-9", key = "post:{0}", tags = "c#")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-9", tags = "c#")
        void change(long id) {}
    }

    /** A tag with a colon. */
    @Accepted
    @ApplicationScoped
    static class TagWithColon {
        @CachexFetch(cache = "rw-10", key = "post:{0}", tags = "kind:post")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-10", tags = "kind:post")
        void change(long id) {}
    }

    /** All of a cache. */
    @Accepted
    @ApplicationScoped
    static class DropAll {
        @CachexFetch(cache = "rw-11", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-11", all = true)
        void reset(long id) {}
    }

    /** A pattern. */
    @Accepted
    @ApplicationScoped
    static class DropPattern {
        @CachexFetch(cache = "rw-12", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-12", matching = "post:*")
        void reset(String start) {}
    }

    /** A key for each element. */
    @Accepted
    @ApplicationScoped
    static class DropEach {
        @CachexFetch(cache = "rw-13", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-13", keys = "post:{0[]}")
        void change(List<Long> ids) {}
    }

    /** A key for each of varargs. */
    @Accepted
    @ApplicationScoped
    static class DropEachOfArray {
        @CachexFetch(cache = "rw-14", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-14", keys = "post:{0[]}")
        void change(long... ids) {}
    }

    /** A condition of an invalidation. */
    @Accepted
    @ApplicationScoped
    static class DropWhen {
        @CachexFetch(cache = "rw-15", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-15", key = "post:{0}", when = "{1}")
        void change(long id, boolean really) {}
    }

    /** Named parameters, one of a condition alone. */
    @Accepted
    @ApplicationScoped
    static class DropNamed {
        @CachexFetch(cache = "rw-16", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-16", key = "post:{id}", when = "{kind} != 'none'")
        void change(@CachexKey("id") long id, @CachexKey("kind") String kind) {}
    }

    /** Two invalidations that name one parameter each. */
    @Accepted
    @ApplicationScoped
    static class DropTwice {
        @CachexFetch(cache = "rw-17", key = "post:{0}", tags = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-17", key = "post:{id}")
        @CachexInvalidate(cache = "rw-17", tags = "posts", when = "{tag} == 'all'")
        void change(@CachexKey("id") long id, @CachexKey("tag") String tag) {}
    }

    /** A put that drops a list. */
    @Accepted
    @ApplicationScoped
    static class PutAndDrop {
        @CachexFetch(cache = "rw-18", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexFetch(cache = "rw-18", key = "all")
        String all() {
            return "";
        }

        @CachexInvalidate(cache = "rw-18", key = "all")
        @CachexPut(cache = "rw-18", key = "post:{0}")
        String save(long id, String text) {
            return text;
        }
    }

    /** An invalidation that leaves a named parameter out. */
    @Accepted
    @ApplicationScoped
    static class DropLeavesOut {
        @CachexFetch(cache = "rw-19", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "rw-19", key = "post:{id}")
        void rename(@CachexKey("id") long id, @CachexKey("name") String name) {}
    }
}
