// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Beans whose keys cannot be made, or are those of others, and whose caches cannot be named. */
final class WrongKeys {
    private WrongKeys() {}

    @Refused("§.find: @CachexFetch key template 'x:{0}': {0} does not exist, since the method has no parameters;"
            + " leave the placeholder out")
    @ApplicationScoped
    static class NoParameters {
        @CachexFetch(key = "x:{0}")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{id}': {id}: the method has no parameters; leave the"
            + " placeholder out")
    @ApplicationScoped
    static class NoNamedParameters {
        @CachexFetch(key = "x:{id}")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{2}': {2} does not exist; positions go from {0} to {1}")
    @ApplicationScoped
    static class NoSuchPosition {
        @CachexFetch(key = "x:{2}")
        String find(String a, String b) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{id}': {id}: no parameter is known as 'id', since the class"
            + " file holds no parameter names; compile with -parameters, or write {0}, or mark the parameter"
            + " @CachexKey(\"id\")")
    @ApplicationScoped
    static class NoNames {
        @CachexFetch(key = "x:{id}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{b}': {b}: no parameter is known as 'b', since the class file"
            + " holds no parameter names; compile with -parameters, or write {0}, or mark the parameter"
            + " @CachexKey(\"b\"); known are a")
    @ApplicationScoped
    static class SomeNames {
        @CachexFetch(key = "x:{b}")
        String find(@CachexKey("a") String a, String b) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{it}': {it}: no parameter is named 'it'; known are id")
    @ApplicationScoped
    static class OtherNames {
        @CachexFetch(key = "x:{it}")
        String find(@CachexKey("id") String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{id}': two parameters are named 'id'; give @CachexKey another"
            + " name")
    @ApplicationScoped
    static class SameNames {
        @CachexFetch(key = "x:{id}")
        String find(@CachexKey("id") String a, @CachexKey("id") String b) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{0.title}': {0.title} has no property 'title' in"
            + " java.lang.String; it needs a public method title() or getTitle()")
    @ApplicationScoped
    static class NoSuchProperty {
        @CachexFetch(key = "x:{0.title}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{0}': {0} is of type java.lang.Thread, and values of type"
            + " java.lang.Thread do not say what they are; name a property of it that does, such as an id")
    @ApplicationScoped
    static class VaguePlaceholder {
        @CachexFetch(key = "x:{0}")
        String find(Thread thread) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{0}{1}': nothing keeps {0} and {1} apart, so distinct arguments"
            + " would share a key; put a colon or a slash between them")
    @ApplicationScoped
    static class NothingBetween {
        @CachexFetch(key = "x:{0}{1}")
        String find(String a, String b) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{0': the brace at 2 is not closed; write {0} or {name}")
    @ApplicationScoped
    static class OpenBrace {
        @CachexFetch(key = "x:{0")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:0}': has a closing brace without an opening one; write {0} or"
            + " {name}")
    @ApplicationScoped
    static class ClosingBrace {
        @CachexFetch(key = "x:0}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{}': {} names no parameter; write {0} or {name}")
    @ApplicationScoped
    static class EmptyBraces {
        @CachexFetch(key = "x:{}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:?{0}': has a control character or half of a surrogate"
            + " pair; leave it out")
    @ApplicationScoped
    static class ControlCharacter {
        @CachexFetch(key = "x:\u0001{0}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template 'x:{0[]}': {0[]} stands for several keys; only the member"
            + " keys may name them")
    @ApplicationScoped
    static class FetchOfEach {
        @CachexFetch(key = "x:{0[]}")
        String find(List<Long> ids) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key template '{}{1}': {} names no parameter; write {0} or {name}; also: {1}"
            + " does not exist; positions go from {0} to {0}; also: nothing keeps {} and {1} apart, so distinct"
            + " arguments would share a key; put a colon or a slash between them")
    @ApplicationScoped
    static class SeveralMistakes {
        @CachexFetch(key = "{}{1}")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key: parameter 0: values of type java.lang.Thread do not say what they are, so"
            + " they cannot take part in a generated key; give a key template, or mark the parameters that identify"
            + " the value @CachexKey")
    @ApplicationScoped
    static class OfArray {
        @CachexFetch
        String find(Thread[] threads) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key: parameter 1: values of type java.lang.Thread do not say what they are, so"
            + " they cannot take part in a generated key; give a key template, or mark the parameters that identify"
            + " the value @CachexKey")
    @ApplicationScoped
    static class OfThread {
        @CachexFetch
        String find(String id, Thread thread) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch key: parameter 0: values of type java.lang.Thread do not say what they are, so"
            + " they cannot take part in a generated key; give a key template, or mark the parameters that identify"
            + " the value @CachexKey")
    @ApplicationScoped
    static class OfListOfThreads {
        @CachexFetch
        String find(List<Thread> threads) {
            return "";
        }
    }

    @Refused("§.put: @CachexPut key: no parameter is left to make a key from, so all calls would share one entry;"
            + " mark the parameters that identify the value @CachexKey, or give a key template")
    @ApplicationScoped
    static class NothingLeft {
        @CachexPut(cache = "a")
        void put(@CachexValue String value) {}
    }

    @Refused("§.put: @CachexPut key: parameter 1: is both @CachexKey and @CachexValue; choose one")
    @ApplicationScoped
    static class KeyAndValue {
        @CachexPut(cache = "a")
        void put(@CachexKey String id, @CachexKey @CachexValue String value) {}
    }

    @Refused("§.find: @CachexFetch cache name=a:b: has a brace, a colon, a quote or a blank; write letters,"
            + " digits, dashes, dots")
    @ApplicationScoped
    static class ColonInName {
        @CachexFetch(cache = "a:b")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch cache name=a b: has a brace, a colon, a quote or a blank; write letters,"
            + " digits, dashes, dots")
    @ApplicationScoped
    @CachexDefaults(cache = "a b")
    static class BlankInDefault {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Refused("§.cache: @Cachex cache name=no good: has a brace, a colon, a quote or a blank; write letters,"
            + " digits, dashes, dots")
    @ApplicationScoped
    static class InjectedName {
        @Inject
        @Cachex("no good")
        CacheHandler cache;
    }

    @Refused("§.<init>: @Cachex cache name=no good: has a brace, a colon, a quote or a blank; write letters,"
            + " digits, dashes, dots")
    @Dependent
    static class InjectedByConstructor {
        final CacheHandler cache;

        @Inject
        InjectedByConstructor(@Cachex("no good") CacheHandler cache) {
            this.cache = cache;
        }
    }

    @Refused("§.byName: @CachexFetch in cache 'posts' would share generated keys with §.byId; give each a key"
            + " template, or leave the cache's name out so that each has its own, or allow it by"
            + " @CachexAllow(\"shared-keys\")")
    @ApplicationScoped
    static class SharedKeys {
        @CachexFetch(cache = "posts")
        String byId(long id) {
            return "";
        }

        @CachexFetch(cache = "posts")
        String byName(String name) {
            return "";
        }
    }

    @Refused("§.byName: @CachexFetch in cache 'posts' keeps java.lang.String under the keys 'post:{}', where"
            + " §.byId keeps java.lang.Long, so that each would throw out what the other stored; give each a key"
            + " template or a cache of its own")
    @ApplicationScoped
    static class SharedTemplate {
        @CachexFetch(cache = "posts", key = "post:{id}")
        long byId(@CachexKey("id") long id) {
            return id;
        }

        @CachexFetch(cache = "posts", key = "post:{0}")
        String byName(String name) {
            return "";
        }
    }

    @Refused("§.put: @CachexPut in cache 'posts' keeps java.lang.String under the keys '{}', where §.byId keeps"
            + " java.lang.Long, so that each would throw out what the other stored; give each a key template or a"
            + " cache of its own")
    @ApplicationScoped
    static class PutOfAnotherType {
        @CachexFetch(cache = "posts")
        long byId(long id) {
            return id;
        }

        @CachexPut(cache = "posts")
        void put(long id, @CachexValue String post) {}
    }
}
