// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import jakarta.enterprise.context.ApplicationScoped;

/** Beans whose calls would be answered with the values of others. */
final class WrongSameKeys {
    private WrongSameKeys() {}

    private static final String ALLOW = ", or allow it by @CachexAllow(\"constant-key\")";
    private static final String SAME =
            "names no parameter, so that calls with other arguments would be answered with the"
                    + " same value; name one, for example ";

    @Refused("§.find: @CachexFetch key template 'post': " + SAME + "post:{0}" + ALLOW)
    @ApplicationScoped
    static class ConstantFetch {
        @CachexFetch(cache = "a", key = "post")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.save: @CachexPut key template 'post': " + SAME + "post:{0}" + ALLOW)
    @ApplicationScoped
    static class ConstantPut {
        @CachexPut(cache = "a", key = "post")
        String save(String post) {
            return post;
        }
    }

    @Refused(
            value = "§.find: @CachexFetch key template 'all': " + SAME + "all:{0}" + ALLOW,
            settings = "§/CachexFetch/key=all")
    @ApplicationScoped
    static class ConstantFromOutside {
        @CachexFetch(cache = "a", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'post:#id': #id is text here and no placeholder; write post:{id}"
            + ALLOW)
    @ApplicationScoped
    static class Spring {
        @CachexFetch(cache = "a", key = "post:#id")
        String find(@CachexKey("id") long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template '#post.id': #post.id is text here and no placeholder; write {post.id}"
            + ALLOW)
    @ApplicationScoped
    static class SpringsProperty {
        @CachexFetch(cache = "a", key = "#post.id")
        String find(long post) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template '#p0': #p0 is text here and no placeholder; write {0}" + ALLOW)
    @ApplicationScoped
    static class SpringsPosition {
        @CachexFetch(cache = "a", key = "#p0")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'post:${id}': ${id} is text here and no placeholder; write post:{id}"
            + ALLOW)
    @ApplicationScoped
    static class Dollar {
        @CachexFetch(cache = "a", key = "post:${id}")
        String find(@CachexKey("id") long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'post::id': :id is text here and no placeholder; write post:{id}"
            + ALLOW)
    @ApplicationScoped
    static class Sql {
        @CachexFetch(cache = "a", key = "post::id")
        String find(long id) {
            return "";
        }
    }

    @Refused(
            "§.find: @CachexFetch key template 'post:id': :id is text here and no placeholder; write post:{id}" + ALLOW)
    @ApplicationScoped
    static class BareName {
        @CachexFetch(cache = "a", key = "post:id")
        String find(@CachexKey("id") long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'post:%s:%d': %s is text here and no placeholder; write post:{0}:{1}"
            + ALLOW)
    @ApplicationScoped
    static class Format {
        @CachexFetch(cache = "a", key = "post:%s:%d")
        String find(String id, int page) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'post:?1': ?1 is text here and no placeholder; write post:{0}" + ALLOW)
    @ApplicationScoped
    static class Numbered {
        @CachexFetch(cache = "a", key = "post:?1")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexKey(\"lang\") on parameter 1: neither key, keys, tags, when nor unless names {lang}, so"
            + " that calls which differ in it are taken for the same; name it there, or remove the mark" + ALLOW)
    @ApplicationScoped
    static class UnnamedInFetch {
        @CachexFetch(cache = "a", key = "post:{id}")
        String find(@CachexKey("id") long id, @CachexKey("lang") String lang) {
            return "";
        }
    }

    @Refused("§.save: @CachexKey(\"lang\") on parameter 1: neither key, keys, tags, when nor unless names {lang}, so"
            + " that calls which differ in it are taken for the same; name it there, or remove the mark" + ALLOW)
    @ApplicationScoped
    static class UnnamedInPut {
        @CachexInvalidate(
                cache = "a",
                keys = {"list:{id}", "posts"})
        @CachexPut(cache = "a", key = "post:{id}")
        String save(@CachexKey("id") long id, @CachexKey("lang") String lang) {
            return lang;
        }
    }

    @Refused({
        "§.find: @CachexAllow(\"constant\"): nothing called 'constant' can be allowed; did you mean constant-key?",
        "§.find: @CachexFetch key template 'post': " + SAME + "post:{0}" + ALLOW
    })
    @ApplicationScoped
    static class MisspeltAllowance {
        @CachexAllow("constant")
        @CachexFetch(cache = "a", key = "post")
        String find(long id) {
            return "";
        }
    }

    /** Loads what its subclass says. */
    @CachexDefaults(cache = "shops")
    abstract static class Shop {
        abstract String name();

        @CachexFetch
        String item(long id) {
            return name() + id;
        }
    }

    /** One of two. */
    @ApplicationScoped
    static class Books extends Shop {
        @Override
        String name() {
            return "book";
        }
    }

    @Refused(
            value = "§.item: @CachexFetch in cache 'shops' is inherited, and would share keys with"
                    + " io.github.cachex.tck.deployment.WrongSameKeys$Books.item, so that one bean would answer with the"
                    + " other's value; leave the cache's name out so that each bean has its own, or name one in the"
                    + " @CachexDefaults of each, or allow it by @CachexAllow(\"shared-keys\")",
            beside = Books.class)
    @ApplicationScoped
    static class Toys extends Shop {
        @Override
        String name() {
            return "toy";
        }
    }

    @Refused("§.save: @CachexPut key template 'post:{result.nobody}': {result.nobody} has no property 'nobody' in"
            + " java.lang.String; it needs a public method nobody() or getNobody()")
    @ApplicationScoped
    static class UnknownInResult {
        @CachexPut(cache = "a", key = "post:{result.nobody}")
        String save(String post) {
            return post;
        }
    }

    @Refused("§.save: @CachexPut key template 'post:{result}': {result} could be the parameter of that name or what the"
            + " method returns; give the parameter another name by @CachexKey")
    @ApplicationScoped
    static class ParameterCalledResult {
        @CachexPut(cache = "a", key = "post:{result}")
        String save(@CachexKey("result") String post) {
            return post;
        }
    }

    @Refused("§.save: @CachexPut when: '{result} == 'x'' names the result, which is not known before the call; write it"
            + " in unless")
    @ApplicationScoped
    static class ResultBeforeAPut {
        @CachexPut(cache = "a", key = "post:{0}", when = "{result} == 'x'")
        String save(String post) {
            return post;
        }
    }

    @Refused("§.drop: @CachexInvalidate when: {1} does not exist; positions go from {0} to {0}")
    @ApplicationScoped
    static class UnknownInWhen {
        @CachexInvalidate(cache = "a", key = "post:{0}", when = "{1}")
        void drop(long id) {}
    }
}
