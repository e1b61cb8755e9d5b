// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Beans that drop or store by the whole of what they are given, and others that go wrong through what they inherit. */
final class WrongDrops {
    private WrongDrops() {}

    private static final String DROP = "§.drop: @CachexInvalidate of cache 'posts' has the key ";
    private static final String POST = "io.github.cachex.tck.deployment.WrongDrops$Post";
    private static final String ALLOW = ", or allow it by @CachexAllow(\"unmet\")";
    private static final String OTHER_KEYS = ", whose values have other keys, so that nothing is invalidated; ";
    private static final String ALL = ", or invalidate all by all = true" + ALLOW;

    /** Is found. */
    public record Post(long id, String title) {}

    @Refused(DROP + "'post:{}' with java.util.List in it, and §.find has it with long" + OTHER_KEYS
            + "name its elements, as in keys = \"post:{ids[]}\"" + ALL)
    @ApplicationScoped
    static class ListAsOneKey {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(List<Long> ids) {}
    }

    @Refused(DROP + "'{}', made from the arguments, with long[] in it, and §.find has it with long" + OTHER_KEYS
            + "name its elements, as in keys = \"post:{ids[]}\"" + ALL)
    @ApplicationScoped
    static class ArrayAsOneKey {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(long... ids) {}
    }

    @Refused(DROP + "'{}', made from the arguments, with " + POST + " in it, and §.find has it with long" + OTHER_KEYS
            + "name the part of it that is the key, as in {post.id}" + ALL)
    @ApplicationScoped
    static class WholePost {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(Post post) {}
    }

    @Refused("§.save: @CachexPut of cache 'posts' has the key '{}', made from the arguments, with " + POST
            + " in it, and §.find has it with long, whose values have other keys, so that nobody reads what is stored; name"
            + " the part of it that is the key, as in {post.id}" + ALLOW)
    @ApplicationScoped
    static class WholePostStored {
        @CachexFetch(cache = "posts")
        Post find(long id) {
            return new Post(id, "");
        }

        @CachexPut(cache = "posts")
        Post save(Post post) {
            return post;
        }
    }

    /** Knows no type yet. */
    abstract static class Repository<T, K> {
        @CachexFetch(cache = "posts", key = "post:{0}", unless = "{result.drafft}")
        T find(K id) {
            throw new IllegalStateException();
        }
    }

    @Refused("§.find: @CachexFetch unless: {result.drafft} has no property 'drafft' in " + POST
            + "; it needs a public method drafft() or getDrafft()")
    @ApplicationScoped
    static class MisspeltProperty extends Repository<Post, Long> {}

    /** Compares the key. */
    abstract static class Positive<K> {
        @CachexFetch(cache = "posts", key = "post:{0}", when = "{0} > 0")
        String find(K id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} > 0' {0} is no number, and > compares numbers; write == or !=, or name a"
            + " property that is a number")
    @ApplicationScoped
    static class ComparedText extends Positive<String> {}

    /** Stores by a property of what it is given. */
    abstract static class Store<T> {
        @CachexPut(cache = "posts", key = "post:{post.nr}")
        T save(@CachexKey("post") T post) {
            return post;
        }
    }

    @Refused("§.save: @CachexPut key template 'post:{post.nr}': {post.nr} has no property 'nr' in " + POST
            + "; it needs a public method nr() or getNr()")
    @ApplicationScoped
    static class MisspeltId extends Store<Post> {}

    /** Drops by a key that is none of the fetch's. */
    interface Dropper<K> {
        @CachexInvalidate(cache = "posts", key = "psot:{0}")
        default void drop(K id) {}
    }

    @Refused(DROP
            + "'psot:{}', and no fetch of it has such a key, so that nothing is invalidated; the nearest is 'post:{}' of"
            + " §.find, so write that key" + ALL)
    @ApplicationScoped
    static class ByDefaultMethod implements Dropper<Long> {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    @Refused(
            value = DROP + "'{}' with java.util.List in it, and §.find has it with java.lang.String" + OTHER_KEYS
                    + "name its elements, as in keys = \"post:{ids[]}\"" + ALL,
            settings = "§/drop/CachexInvalidate/key={0}")
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    static class ListByConfiguration {
        @CachexFetch(key = "{0}")
        String find(String id) {
            return "";
        }

        @CachexInvalidate(keys = "{0[]}")
        void drop(List<String> ids) {}
    }

    @Refused(
            value =
                    "§.find: @CachexFetch key template 'post': names no parameter, so that calls with other arguments would be"
                            + " answered with the same value; name one, for example post:{0}, or allow it by"
                            + " @CachexAllow(\"constant-key\")",
            settings = "§/find/CachexFetch/key=post")
    @ApplicationScoped
    static class ConstantByConfiguration {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }
}
