// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Beans that fetch or put element by element, and whose values cannot be matched. */
final class WrongElements {
    private WrongElements() {}

    private static final String FETCH = "§.find: @CachexFetch keys: ";
    private static final String PUT = "§.save: @CachexPut keys: ";
    private static final String WHOSE =
            " does not say which value is whose; use a Map from the elements to the values, or a List in their order";

    /** Holds ids. */
    public record Query(List<Long> ids) {}

    @Refused("§.find: @CachexFetch key and keys: the first is for one value, the second for one of each element; keep"
            + " one")
    @ApplicationScoped
    static class KeyAndKeys {
        @CachexFetch(key = "post:{0}", keys = "post:{0[]}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0}': names the elements of no collection; write for example post:{ids[]}, or"
            + " use key")
    @ApplicationScoped
    static class NoElements {
        @CachexFetch(keys = "post:{0}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0[]}:{1[]}': {1[]} is the second list in one key; name the elements of one")
    @ApplicationScoped
    static class TwoLists {
        @CachexFetch(keys = "post:{0[]}:{1[]}")
        List<String> find(List<Long> ids, List<String> languages) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0[]}': {0[]}: long is no array, nor a collection that says of what; declare"
            + " for example List<Long>, or leave out []")
    @ApplicationScoped
    static class NoCollection {
        @CachexFetch(keys = "post:{0[]}")
        List<String> find(long id) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0[]}': {0[]}: java.util.Map<java.lang.Long, java.lang.String> is no array,"
            + " nor a collection that says of what; declare for example List<Long>, or leave out []")
    @ApplicationScoped
    static class OfAMap {
        @CachexFetch(keys = "post:{0[]}")
        List<String> find(Map<Long, String> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0.ids[]}': {0.ids[]} names the elements of a property; let the collection be"
            + " a parameter of its own")
    @ApplicationScoped
    static class OfAProperty {
        @CachexFetch(keys = "post:{0.ids[]}")
        List<String> find(Query query) {
            return List.of();
        }
    }

    @Refused(FETCH + "key template 'post:{0}:{0[]}': names all elements together, where each has its own entry; write"
            + " [] behind the name, or leave it out")
    @ApplicationScoped
    static class AllOfThem {
        @CachexFetch(keys = "post:{0}:{0[]}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "java.util.SortedSet<java.lang.Long> cannot be made of the elements that are missing; declare"
            + " Collection, List, Set or an array")
    @ApplicationScoped
    static class OfASortedSet {
        @CachexFetch(keys = "post:{0[]}")
        List<String> find(SortedSet<Long> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "java.lang.String" + WHOSE)
    @ApplicationScoped
    static class OneValue {
        @CachexFetch(keys = "post:{0[]}")
        String find(List<Long> ids) {
            return "";
        }
    }

    @Refused(FETCH + "java.util.Collection<java.lang.String>" + WHOSE)
    @ApplicationScoped
    static class InNoOrder {
        @CachexFetch(keys = "post:{0[]}")
        Collection<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(FETCH + "the elements are of type java.lang.Long, and those of java.util.Map<java.lang.String,"
            + " java.lang.String> of another; declare the same type for the keys of the map")
    @ApplicationScoped
    static class OtherKeysOfTheMap {
        @CachexFetch(keys = "post:{0[]}")
        Map<String, String> find(long... ids) {
            return Map.of();
        }
    }

    @Refused(FETCH + "java.util.Map<java.lang.Long, ?> does not say what the values are; write for example Map<Long,"
            + " String>")
    @ApplicationScoped
    static class ValuesOfNoType {
        @CachexFetch(keys = "post:{0[]}")
        Map<Long, ?> find(List<Long> ids) {
            return Map.of();
        }
    }

    @SuppressWarnings("rawtypes")
    @Refused(FETCH + "java.util.List does not say what the values are; write for example List<String>")
    @ApplicationScoped
    static class RawList {
        @CachexFetch(keys = "post:{0[]}")
        List find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class UsedUp {
        @CachexFetch(keys = "post:{0[]}")
        Map<Long, Stream<String>> find(List<Long> ids) {
            return Map.of();
        }
    }

    @Refused(FETCH + "java.util.Set<java.lang.String> does not say which value is whose; use a Map from the elements to"
            + " the values, or a List in their order")
    @ApplicationScoped
    static class ByAStage {
        @CachexFetch(keys = "post:{0[]}")
        CompletionStage<Set<String>> find(List<Long> ids) {
            throw new IllegalStateException();
        }
    }

    @Refused("§.find: @CachexFetch on a void method, which returns nothing to cache; return the value")
    @ApplicationScoped
    static class Nothing {
        @CachexFetch(keys = "post:{0[]}")
        void find(List<Long> ids) {}
    }

    @Refused("§.find: @CachexFetch tags: key template 'of:{1[]}': names other elements than keys does; name those of"
            + " one collection")
    @ApplicationScoped
    static class TagsOfOthers {
        @CachexFetch(keys = "post:{0[]}", tags = "of:{1[]}")
        List<String> find(List<Long> ids, List<String> authors) {
            return List.of();
        }
    }

    @Refused("§.find: @CachexFetch tags: key template 'of:{0}': names all elements together, where each has its own"
            + " entry; write [] behind the name, or leave it out")
    @ApplicationScoped
    static class TagOfAll {
        @CachexFetch(keys = "post:{0[]}", tags = "of:{0}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(
            value = "§.find: @CachexFetch keys=post:{0[]}: configured outside for an annotation that has none; write"
                    + " keys in the annotation, or remove the key",
            settings = "§/find/CachexFetch/keys=post:{0[]}")
    @ApplicationScoped
    static class OnlyOutside {
        @CachexFetch(key = "post:{0}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(
            value = "§.find: @CachexFetch key and keys: the first is for one value, the second for one of each element;"
                    + " keep one",
            settings = "§/find/CachexFetch/key=post:{0}")
    @ApplicationScoped
    static class KeyOutside {
        @CachexFetch(keys = "post:{0[]}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(
            value = FETCH + "key template 'post:{0}': names the elements of no collection; write for example"
                    + " post:{ids[]}, or use key",
            settings = "§/find/CachexFetch/keys=post:{0}")
    @ApplicationScoped
    static class NoElementsOutside {
        @CachexFetch(keys = "post:{0[]}")
        List<String> find(List<Long> ids) {
            return List.of();
        }
    }

    @Refused(PUT + "java.lang.String" + WHOSE)
    @ApplicationScoped
    static class PutOfOneValue {
        @CachexPut(cache = "posts", keys = "post:{0[]}")
        void save(List<Long> ids, @CachexValue String post) {}
    }

    @Refused(PUT + "java.util.Map<java.lang.Long, java.lang.String> of which {result[]} names the elements is a map;"
            + " name the collection that its keys come from")
    @ApplicationScoped
    static class KeysOfTheResult {
        @CachexPut(cache = "posts", keys = "post:{result[]}")
        Map<Long, String> save(List<String> posts) {
            return Map.of();
        }
    }

    @Refused(PUT + "the elements are of type java.lang.Integer, and those of java.util.Map<java.lang.Long,"
            + " java.lang.String> of another; declare the same type for the keys of the map")
    @ApplicationScoped
    static class PutOfOtherKeys {
        @CachexPut(cache = "posts", keys = "post:{0[]}")
        void save(List<Integer> ids, @CachexValue Map<Long, String> posts) {}
    }

    @Refused(
            "§.drop: @CachexInvalidate of cache 'posts' has the key 'article:{}', and no fetch of it has such a key, so"
                    + " that nothing is invalidated; the nearest is 'post:{}' of §.find, so write that key, or invalidate all by"
                    + " all = true, or allow it by @CachexAllow(\"unmet\")")
    @ApplicationScoped
    static class DropOfOtherKeys {
        @CachexFetch(cache = "posts", keys = "post:{0[]}")
        List<String> find(List<Long> ids) {
            return List.of();
        }

        @CachexInvalidate(cache = "posts", keys = "article:{0[]}")
        void drop(List<Long> ids) {}
    }

    @Refused(
            "§.save: @CachexPut of cache 'posts' has the key 'post:{}' with java.util.List in it, and §.find has it with"
                    + " java.lang.Long, whose values have other keys, so that nobody reads what is stored; name its elements, as"
                    + " in keys = \"post:{ids[]}\", or allow it by @CachexAllow(\"unmet\")")
    @ApplicationScoped
    static class PutOfAllAsOne {
        @CachexFetch(cache = "posts", keys = "post:{0[]}")
        Map<Long, Map<Long, String>> find(List<Long> ids) {
            return Map.of();
        }

        @CachexPut(cache = "posts", key = "post:{0}")
        Map<Long, String> save(List<Long> ids) {
            return Map.of();
        }
    }

    @Refused("§.find: @CachexFetch in cache 'posts' keeps java.lang.Integer under the keys 'post:{}', where §.all keeps"
            + " java.lang.String, so that each would throw out what the other stored; give each a key template or a cache"
            + " of its own")
    @ApplicationScoped
    static class OtherValues {
        @CachexFetch(cache = "posts", keys = "post:{0[]}")
        List<String> all(List<Long> ids) {
            return List.of();
        }

        @CachexFetch(cache = "posts", key = "post:{0}")
        Integer find(long id) {
            return 0;
        }
    }
}
