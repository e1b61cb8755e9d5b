// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Beans that store or drop what cannot be told. */
final class WrongWrites {
    private WrongWrites() {}

    @Refused("§.put: @CachexPut has no cache; write @CachexPut(cache = \"…\") or @CachexDefaults(cache = \"…\") on"
            + " the class")
    @ApplicationScoped
    static class PutWithoutCache {
        @CachexPut
        String put(String id) {
            return id;
        }
    }

    @Refused("§.drop: @CachexInvalidate has no cache; write @CachexInvalidate(cache = \"…\") or"
            + " @CachexDefaults(cache = \"…\") on the class")
    @ApplicationScoped
    static class InvalidateWithoutCache {
        @CachexInvalidate
        void drop(String id) {}
    }

    @Refused("§.put: @CachexPut on a void method without @CachexValue; mark the parameter to store with it")
    @ApplicationScoped
    static class PutOfNothing {
        @CachexPut(cache = "a")
        void put(String id) {}
    }

    @Refused("§.put: @CachexPut on a void method without @CachexValue; mark the parameter to store with it")
    @ApplicationScoped
    static class PutOfAStageOfNothing {
        @CachexPut(cache = "a")
        CompletionStage<Void> put(String id) {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.put: @CachexValue marks 2 parameters; mark the one to store")
    @ApplicationScoped
    static class PutOfTwo {
        @CachexPut(cache = "a", key = "k")
        void put(@CachexValue String one, @CachexValue String two) {}
    }

    @Refused("§.put: @CachexValue on a method that returns a value, which is what is stored; remove @CachexValue")
    @ApplicationScoped
    static class PutOfResultAndParameter {
        @CachexPut(cache = "a", key = "k")
        String put(@CachexValue String one) {
            return one;
        }
    }

    @Refused("§.drop: @CachexInvalidate names entries in several ways (key, keys, tags, matching, all); keep one,"
            + " and write another @CachexInvalidate for each of the others")
    @ApplicationScoped
    static class SeveralWays {
        @CachexInvalidate(cache = "a", key = "k", keys = "l", tags = "t", matching = "m*", all = true)
        void drop() {}
    }

    @Refused("§.drop: @CachexInvalidate keys: key template '': is empty; write for example post:{0}")
    @ApplicationScoped
    static class EmptyKey {
        @CachexInvalidate(
                cache = "a",
                keys = {"k", ""})
        void drop() {}
    }

    @Refused("§.drop: @CachexInvalidate keys: key template 'x:{0[]}': {0[]}: long is no array, nor a collection"
            + " that says of what; declare for example List<Long>, or leave out []")
    @ApplicationScoped
    static class NoList {
        @CachexInvalidate(cache = "a", keys = "x:{0[]}")
        void drop(long id) {}
    }

    @Refused("§.drop: @CachexInvalidate keys: key template 'x:{0[]}': {0[]}: java.util.List<?> is no array, nor a"
            + " collection that says of what; declare for example List<Long>, or leave out []")
    @ApplicationScoped
    static class ListOfAnything {
        @CachexInvalidate(cache = "a", keys = "x:{0[]}")
        void drop(List<?> ids) {}
    }

    @Refused("§.drop: @CachexInvalidate keys: key template 'x:{0[]}:{1[]}': {1[]} is the second list in one key;"
            + " write a method, or loop over CacheHandler.invalidate")
    @ApplicationScoped
    static class TwoLists {
        @CachexInvalidate(cache = "a", keys = "x:{0[]}:{1[]}")
        void drop(List<Long> ids, List<Long> more) {}
    }

    @Refused("§.drop: @CachexInvalidate tags: tag='': is empty; name what the entries have in common")
    @ApplicationScoped
    static class EmptyTag {
        @CachexInvalidate(
                cache = "a",
                tags = {"t", " "})
        void drop() {}
    }

    @Refused("§.drop: @CachexInvalidate tags: tag=t?: has a control character at 1; leave it out")
    @ApplicationScoped
    static class ControlInTag {
        @CachexInvalidate(cache = "a", tags = "t\u0001")
        void drop() {}
    }

    @Refused("§.drop: @CachexInvalidate tags: key template 'author:{author}': {author}: no parameter is named"
            + " 'author'; known are id")
    @ApplicationScoped
    static class UnknownInTag {
        @CachexInvalidate(cache = "a", tags = "author:{author}")
        void drop(@CachexKey("id") long id) {}
    }

    @Refused("§.drop: @CachexInvalidate matching: key template 'x:{x}:*': {x}: no parameter is named 'x'; known"
            + " are id")
    @ApplicationScoped
    static class UnknownInPattern {
        @CachexInvalidate(cache = "a", matching = "x:{x}:*")
        void drop(@CachexKey("id") long id) {}
    }

    @Refused("§.drop: @CachexInvalidate matching: pattern=x:\\: ends with a backslash that escapes nothing; write"
            + " two for one")
    @ApplicationScoped
    static class Backslash {
        @CachexInvalidate(cache = "a", matching = "x:\\")
        void drop() {}
    }

    @Refused(
            value = "§.drop: @CachexInvalidate key: configured outside for a method with 2 @CachexInvalidate, and each"
                    + " would invalidate the same; change the annotations, or remove the key",
            settings = "§/drop/CachexInvalidate/key=m")
    @ApplicationScoped
    static class EachOfSeveral {
        @CachexInvalidate(cache = "a", key = "k")
        @CachexInvalidate(cache = "a", key = "l")
        void drop() {}
    }

    @Refused(
            value =
                    "§.drop: @CachexInvalidate all=false: configured outside, and nothing else says what is invalidated;"
                            + " remove the key, or configure key, keys, tags or matching as well",
            settings = "§/drop/CachexInvalidate/all=false")
    @ApplicationScoped
    static class NoLongerAll {
        @CachexInvalidate(cache = "a", all = true)
        void drop() {}
    }

    @Refused(
            value = "§/drop/CachexInvalidate/soft=perhaps: neither true nor false; write true or false",
            settings = "§/drop/CachexInvalidate/soft=perhaps")
    @ApplicationScoped
    static class NeitherTrueNorFalse {
        @CachexInvalidate(cache = "a")
        void drop() {}
    }

    @Refused("§.find: @CachexFetch tags: tag=tttttttttttttttttttttttttttttttttttttttt…: has 260 characters, more"
            + " than 256; use a shorter one")
    @ApplicationScoped
    static class LongTag {
        private static final String TEN = "tttttttttttttttttttttttttt";

        @CachexFetch(tags = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN)
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch tags: key template 'region:{region}': {region}: the method has no parameters;"
            + " leave the placeholder out")
    @ApplicationScoped
    @CachexDefaults(tags = "region:{region}")
    static class UnknownInDefaultTag {
        @CachexFetch
        String find() {
            return "";
        }
    }
}
