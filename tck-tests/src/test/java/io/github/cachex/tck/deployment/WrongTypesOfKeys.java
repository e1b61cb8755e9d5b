// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Optional;

/** Beans whose methods have one template and an argument of different types in it, so that one value has two keys. */
final class WrongTypesOfKeys {
    private WrongTypesOfKeys() {}

    private static final String DROP = "§.drop: @CachexInvalidate of cache 'posts' has the key ";
    private static final String OTHER_KEY = ", so that the same value may have another key there and ";
    private static final String OTHER_KEYS = ", whose values have other keys, so that ";
    private static final String ALLOW = ", or allow it by @CachexAllow(\"unmet\")";
    private static final String DECLARE =
            "nothing is invalidated; declare one type in both, or invalidate all by all = true" + ALLOW;

    /** A value. */
    public record PostId(long id) {}

    /** Another. */
    public record UserId(long id) {}

    /** States of a post. */
    public enum State {
        DRAFT
    }

    /** Has a property of a type that its user chooses. */
    public record Ref<T>(T id) {}

    @Refused(DROP + "'post:{}' with java.lang.String in it, and §.find has it with java.lang.Object" + OTHER_KEY
            + DECLARE)
    @ApplicationScoped
    static class ObjectBesideText {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(Object id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(String id) {}
    }

    @Refused(DROP + "'post:{}' with java.lang.Object in it, and §.find has it with java.lang.String" + OTHER_KEY
            + DECLARE)
    @ApplicationScoped
    static class TextBesideObject {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(String id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(Object id) {}
    }

    @Refused(DROP + "'{}', made from the arguments, with double in it, and §.find has it with java.lang.Number"
            + OTHER_KEY + DECLARE)
    @ApplicationScoped
    static class NumberBesideDouble {
        @CachexFetch(cache = "posts")
        String find(Number id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(double id) {}
    }

    @Refused(DROP + "'post:{}:{}' with java.time.LocalDate in it, and §.find has it with java.time.temporal.Temporal"
            + OTHER_KEY + DECLARE)
    @ApplicationScoped
    static class InterfaceBesideDate {
        @CachexFetch(cache = "posts", key = "post:{0}:{1}")
        String find(long id, Temporal day) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{0}:{1}")
        void drop(long id, LocalDate day) {}
    }

    @Refused("§.save: @CachexPut of cache 'posts' has the key '{}', made from the arguments, with " + STATE
            + " in it, and §.find has it with java.lang.Comparable" + OTHER_KEY
            + "nobody reads what is stored; declare one type in both" + ALLOW)
    @ApplicationScoped
    static class ComparableBesideEnum {
        @CachexFetch(cache = "posts")
        String find(Comparable<?> id) {
            return "";
        }

        @CachexPut(cache = "posts")
        void save(State id, @CachexValue String post) {}
    }

    private static final String STATE = "io.github.cachex.tck.deployment.WrongTypesOfKeys$State";

    /** Leaves its variable to those who inject it. */
    abstract static class Repository<K extends Serializable> {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(K id) {
            return "";
        }
    }

    @Refused(DROP + "'post:{}' with java.lang.String in it, and §.find has it with java.io.Serializable" + OTHER_KEY
            + DECLARE)
    @ApplicationScoped
    @SuppressWarnings("rawtypes")
    static class RawRepository extends Repository {
        @CachexInvalidate(cache = "posts", key = "post:{0}")
        void drop(String id) {}
    }

    @Refused(DROP + "'post:{}' with java.lang.String in it, and §.find has it with java.lang.Object" + OTHER_KEY
            + DECLARE)
    @ApplicationScoped
    static class PropertyOfAnyType {
        @CachexFetch(cache = "posts", key = "post:{ref.id}")
        String find(@CachexKey("ref") Ref<?> ref) {
            return "";
        }

        @CachexInvalidate(cache = "posts", key = "post:{ref.id}")
        void drop(@CachexKey("ref") Ref<String> ref) {}
    }

    @Refused(DROP + "'post:{}' with java.lang.String in it, and §.find has it with java.lang.Comparable" + OTHER_KEY
            + DECLARE)
    @ApplicationScoped
    static class EachOfAnotherType {
        @CachexFetch(cache = "posts", key = "post:{0}")
        String find(Comparable<?> id) {
            return "";
        }

        @CachexInvalidate(cache = "posts", keys = "post:{0[]}")
        void drop(List<String> ids) {}
    }

    @Refused(
            "§.drop: @CachexInvalidate of cache 'posts' invalidates what matches 'post:{}:*' with java.lang.String in it, and §.find has"
                    + " it with java.lang.Object" + OTHER_KEY + DECLARE)
    @ApplicationScoped
    static class PatternOfAnotherType {
        @CachexFetch(cache = "posts", key = "post:{0}:{1}")
        String find(Object id, String language) {
            return "";
        }

        @CachexInvalidate(cache = "posts", matching = "post:{0}:*")
        void drop(String id) {}
    }

    @Refused(DROP
            + "'{}', made from the arguments, with java.lang.String in it, and §.find has it with java.util.Optional"
            + OTHER_KEYS + DECLARE)
    @ApplicationScoped
    static class OptionalBesideText {
        @CachexFetch(cache = "posts")
        String find(Optional<String> id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(String id) {}
    }

    @Refused(DROP + "'{}', made from the arguments, with long in it, and §.find has it with " + POST_ID + OTHER_KEYS
            + DECLARE)
    @ApplicationScoped
    static class RecordBesideItsComponent {
        @CachexFetch(cache = "posts")
        String find(PostId id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(long id) {}
    }

    private static final String POST_ID = "io.github.cachex.tck.deployment.WrongTypesOfKeys$PostId";

    @Refused(DROP
            + "'{}', made from the arguments, with io.github.cachex.tck.deployment.WrongTypesOfKeys$UserId in it, and §.find has"
            + " it with " + POST_ID + OTHER_KEYS + DECLARE)
    @ApplicationScoped
    static class OtherRecord {
        @CachexFetch(cache = "posts")
        String find(PostId id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(UserId id) {}
    }

    @Refused(DROP + "'{}', made from the arguments, with java.util.List in it, and §.find has it with long[]"
            + OTHER_KEYS + DECLARE)
    @ApplicationScoped
    static class ListBesideArray {
        @CachexFetch(cache = "posts")
        String find(long... ids) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(List<Long> ids) {}
    }

    @Refused(
            DROP + "'{}', made from the arguments, with java.lang.String in it, and §.find has it with java.lang.Object"
                    + OTHER_KEY + DECLARE)
    @ApplicationScoped
    static class MetByAnother {
        @CachexFetch(cache = "posts")
        String find(Object id) {
            return "";
        }

        @CachexFetch(cache = "posts", key = "{0}")
        String findByText(String id) {
            return "";
        }

        @CachexInvalidate(cache = "posts")
        void drop(String id) {}
    }
}
