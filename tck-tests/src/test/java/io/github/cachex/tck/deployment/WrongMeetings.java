// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;

/** Beans whose invalidations and puts meet no fetch of their cache. */
final class WrongMeetings {
    private WrongMeetings() {}

    private static final String ALLOW = ", or allow it by @CachexAllow(\"unmet\")";
    private static final String ALL = ", or invalidate all by all = true" + ALLOW;
    private static final String DROPS_NOTHING = ", and no fetch of it has such a key, so that nothing is invalidated; ";
    private static final String IS_READ_BY_NOBODY =
            ", and no fetch of it has such a key, so that nobody reads what is stored; ";
    private static final String FROM_ARGUMENTS = "', made from the arguments, of §.find, so ";

    @Refused("§.change: @CachexInvalidate of cache 'posts' has the key '{}:{}', made from the arguments" + DROPS_NOTHING
            + "the nearest is '{}" + FROM_ARGUMENTS + "mark the parameters that this one is made of @CachexKey" + ALL)
    @ApplicationScoped
    static class OneArgumentMore {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void change(long id, String to) {}
    }

    @Refused("§.reset: @CachexInvalidate of cache 'posts' has the key '()', made from the arguments" + DROPS_NOTHING
            + "the nearest is 'post:{}' of §.find, so write that key" + ALL)
    @ApplicationScoped
    static class NoKeyBesideATemplate {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void reset() {}
    }

    @Refused("§.drop: @CachexInvalidate of cache 'posts' has the key 'post:{}'" + DROPS_NOTHING + "the nearest is '{}"
            + FROM_ARGUMENTS + "leave the key out, or give the fetch the same template" + ALL)
    @ApplicationScoped
    static class TemplateBesideNoKey {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(long id) {}
    }

    @Refused("§.drop: @CachexInvalidate of cache 'posts' has the key 'psot:{}'" + DROPS_NOTHING
            + "the nearest is 'post:{}' of §.find, so write that key" + ALL)
    @ApplicationScoped
    static class MisspeltKey {
        @CachexFetch(cache = "posts", key = "author:{0}")
        String ofAuthor(long id) {
            return "";
        }

        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "psot:{0}")
        void drop(long id) {}
    }

    @Refused("§.drop: @CachexInvalidate of cache 'posts' has the key 'post:*'" + DROPS_NOTHING
            + "the nearest is 'post:{}' of §.find, so write matching = \"…\" for a pattern, since a star in a key is a"
            + " star" + ALLOW)
    @ApplicationScoped
    static class StarInAKey {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:*")
        void drop() {}
    }

    @Refused("§.drop: @CachexInvalidate of cache 'posts' invalidates what matches 'posts:*'" + DROPS_NOTHING
            + "the nearest is 'post:{}' of §.find, so write that key" + ALL)
    @ApplicationScoped
    static class OtherPattern {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", matching = "posts:*")
        void drop() {}
    }

    @Refused("§.save: @CachexPut of cache 'posts' has the key '{}:{}', made from the arguments" + IS_READ_BY_NOBODY
            + "the nearest is '{}" + FROM_ARGUMENTS + "mark the parameters that this one is made of @CachexKey" + ALLOW)
    @ApplicationScoped
    static class PutWithAnotherArgument {
        @CachexFetch(cache = "posts")
        String find(long id) {
            return "";
        }

        @CachexPut(cache = "posts")
        void save(long id, int version, @CachexValue String post) {}
    }

    @Refused(
            value = "§.drop: @CachexInvalidate of cache 'posts' has the key 'old:{}'" + DROPS_NOTHING
                    + "the nearest is 'post:{}' of §.find, so write that key" + ALL,
            settings = "§/drop/CachexInvalidate/key=old:{0}")
    @ApplicationScoped
    static class ConfiguredOtherwise {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(long id) {}
    }
}
