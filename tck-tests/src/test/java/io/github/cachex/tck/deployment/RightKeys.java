// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** Legitimate keys of fetched values. */
final class RightKeys {
    private RightKeys() {}

    /** A value. */
    public record User(long id, String name) {}

    /** A fixed key where there is nothing to tell apart. */
    @Accepted
    @ApplicationScoped
    static class NoParameters {
        @CachexFetch(cache = "rk-1", key = "all")
        String all() {
            return "";
        }
    }

    /** A hash before a placeholder. */
    @Accepted
    @ApplicationScoped
    static class HashText {
        @CachexFetch(cache = "rk-2", key = "#{0}")
        String find(long issue) {
            return "";
        }
    }

    /** Colons beside a placeholder. */
    @Accepted
    @ApplicationScoped
    static class ColonText {
        @CachexFetch(cache = "rk-3", key = "::{0}::v2")
        String find(long id) {
            return "";
        }
    }

    /** A percent sign beside a placeholder. */
    @Accepted
    @ApplicationScoped
    static class PercentText {
        @CachexFetch(cache = "rk-4", key = "{0}%s")
        String find(int share) {
            return "";
        }
    }

    /** A dollar before one of two placeholders. */
    @Accepted
    @ApplicationScoped
    static class DollarPrice {
        @CachexFetch(cache = "rk-5", key = "${0}:{1}")
        String find(int price, int page) {
            return "";
        }
    }

    /** Foreign signs where no parameter could be meant. */
    @Accepted
    @ApplicationScoped
    static class HashWithoutParameters {
        @CachexFetch(cache = "rk-6", key = "#all:%s")
        String all() {
            return "";
        }
    }

    /** A callback that the key leaves out. */
    @Accepted
    @ApplicationScoped
    static class LeftOutLogger {
        @CachexFetch(cache = "rk-7", key = "post:{0}")
        String find(long id, Consumer<String> log) {
            return "";
        }
    }

    /** An argument without a mark that the key leaves out. */
    @Accepted
    @ApplicationScoped
    static class LeftOutArgument {
        @CachexFetch(cache = "rk-8", key = "post:{0}")
        String find(long id, String trace) {
            return "";
        }
    }

    /** A named parameter that a tag names alone. */
    @Accepted
    @ApplicationScoped
    static class NamedInTags {
        @CachexFetch(cache = "rk-9", key = "post:{id}", tags = "author:{author}")
        String find(@CachexKey("id") long id, @CachexKey("author") long author) {
            return "";
        }
    }

    /** A named parameter that a condition names alone. */
    @Accepted
    @ApplicationScoped
    static class NamedInWhen {
        @CachexFetch(cache = "rk-10", key = "post:{id}", when = "!{preview}")
        String find(@CachexKey("id") long id, @CachexKey("preview") boolean preview) {
            return "";
        }
    }

    /** The same in unless. */
    @Accepted
    @ApplicationScoped
    static class NamedInUnless {
        @CachexFetch(cache = "rk-11", key = "post:{id}", unless = "{result} == {word}")
        String find(@CachexKey("id") long id, @CachexKey("word") String word) {
            return "";
        }
    }

    /** A named parameter that is called by its position. */
    @Accepted
    @ApplicationScoped
    static class NamedByPosition {
        @CachexFetch(cache = "rk-12", key = "post:{0}")
        String find(@CachexKey("id") long id) {
            return "";
        }
    }

    /** Marks of a generated key, with a name that nobody uses. */
    @Accepted
    @ApplicationScoped
    static class NamedAndGenerated {
        @CachexFetch(cache = "rk-13")
        String find(@CachexKey("id") long id, Consumer<String> log) {
            return "";
        }
    }

    /** A property of a named parameter. */
    @Accepted
    @ApplicationScoped
    static class PropertyOfNamed {
        @CachexFetch(cache = "rk-14", key = "user:{user.id}")
        String find(@CachexKey("user") User user) {
            return "";
        }
    }

    /** Two templates in one cache. */
    @Accepted
    @ApplicationScoped
    static class TwoForms {
        @CachexFetch(cache = "rk-26", key = "id:{0}")
        String byId(long id) {
            return "";
        }

        @CachexFetch(cache = "rk-26", key = "name:{0}")
        String byName(String name) {
            return "";
        }
    }

    /** Two methods of one class that mean the same. */
    @Accepted
    @ApplicationScoped
    static class TwoWays {
        @CachexFetch(cache = "rk-27", key = "post:{0}")
        String find(long id) {
            return "";
        }

        @CachexFetch(cache = "rk-27", key = "post:{0}", when = "{0} > 10")
        String findLater(long id) {
            return "";
        }
    }

    /** Generated keys of other lengths. */
    @Accepted
    @ApplicationScoped
    static class TwoCounts {
        @CachexFetch(cache = "rk-28")
        String byId(long id) {
            return "";
        }

        @CachexFetch(cache = "rk-28")
        String byAuthor(long author, int page) {
            return "";
        }
    }

    /** Caches that nobody named. */
    @Accepted
    @ApplicationScoped
    static class OwnCaches {
        @CachexFetch(ttl = "1m")
        String byId(long id) {
            return "";
        }

        @CachexFetch(ttl = "1m")
        String byText(String text) {
            return "";
        }
    }

    /** Overloaded methods. */
    @Accepted
    @ApplicationScoped
    static class Overloads {
        @CachexFetch(ttl = "1m")
        String find(long id) {
            return "";
        }

        @CachexFetch(ttl = "1m")
        String find(String id) {
            return "";
        }
    }

    /** A constant key that is meant. */
    @Accepted
    @ApplicationScoped
    static class ConstantOnPurpose {
        @CachexAllow("constant-key")
        @CachexFetch(cache = "rk-31", key = "current")
        String current(Consumer<String> log) {
            return "";
        }
    }

    /** Shared keys that are meant. */
    @Accepted
    @CachexAllow("shared-keys")
    @ApplicationScoped
    static class SharedOnPurpose {
        @CachexFetch(cache = "rk-32")
        String byId(long id) {
            return "";
        }

        @CachexFetch(cache = "rk-32")
        String byText(String id) {
            return "";
        }
    }

    /** An escape of a URL beside a placeholder. */
    @Accepted
    @ApplicationScoped
    static class Percent {
        @CachexFetch(cache = "rk-33", key = "post%20{id}")
        String find(@CachexKey("id") long id) {
            return "";
        }
    }

    /** A path. */
    @Accepted
    @ApplicationScoped
    static class Slashes {
        @CachexFetch(cache = "rk-34", key = "/{0}/posts/{1}")
        String find(String tenant, long id) {
            return "";
        }
    }
}
