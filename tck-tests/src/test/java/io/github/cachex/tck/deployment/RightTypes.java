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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Legitimate types of arguments in one template of a fetch and of what meets it, each design an application of its own. */
final class RightTypes {
    private RightTypes() {}

    /** Names something. */
    public interface Id {}

    /** Names a post. */
    public record PostId(long number) implements Id {}

    /** Has a property of a type that its user chooses. */
    public record Ref<T>(T id) {}

    /** Is found. */
    public record Post(long id, String title, Ref<String> author) {}

    /** States of a post. */
    public enum State implements Id {
        DRAFT {
            @Override
            public String toString() {
                return "draft";
            }
        },
        PUBLISHED
    }

    /** Whole numbers are written alike. */
    @Accepted
    @ApplicationScoped
    static class WholeNumbers {
        @CachexFetch(cache = "a", key = "{0}:{1}:{2}")
        String find(Object id, Number part, int page) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0}:{1}:{2}")
        void drop(long id, Integer part, short page) {}
    }

    /** So are UUIDs and booleans. */
    @Accepted
    @ApplicationScoped
    static class UuidsAndBooleans {
        @CachexFetch(cache = "a")
        String find(Serializable id, Object draft) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(UUID id, boolean draft) {}
    }

    /** Primitives are what they are boxed as. */
    @Accepted
    @ApplicationScoped
    static class Boxed {
        @CachexFetch(cache = "a")
        String find(char sort, double from, boolean all) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(Character sort, Double from, Boolean all) {}
    }

    /** Records say their type wherever they are declared. */
    @Accepted
    @ApplicationScoped
    static class RecordByItsInterface {
        @CachexFetch(cache = "a")
        String find(Id id) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(PostId id) {}
    }

    /** So do collections. */
    @Accepted
    @ApplicationScoped
    static class Collections {
        @CachexFetch(cache = "a")
        String find(Collection<Long> ids, List<String> words, Map<String, Object> more) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(Set<Long> ids, ArrayList<String> words, Map<String, String> more) {}
    }

    /** Varargs are arrays. */
    @Accepted
    @ApplicationScoped
    static class Varargs {
        @CachexFetch(cache = "a")
        String find(long... ids) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(long[] ids) {}
    }

    /** The same open type in both. */
    @Accepted
    @ApplicationScoped
    static class OpenInBoth {
        @CachexFetch(cache = "a")
        String find(Comparable<?> id, Object more) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(Serializable id, Object more) {}
    }

    /** The same Optional in both. */
    @Accepted
    @ApplicationScoped
    static class Optionals {
        @CachexFetch(cache = "a")
        String find(Optional<String> word) {
            return "";
        }

        @CachexInvalidate(cache = "a")
        void drop(Optional<String> word) {}
    }

    /** A text that names an enum, and a number that is a text. */
    @Accepted
    @ApplicationScoped
    static class TextsOfOthers {
        @CachexFetch(cache = "a", key = "{0}:{1}:{2}")
        String find(State state, long id, LocalDate day) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0}:{1}:{2}")
        void drop(String state, String id, String day) {}
    }

    /** Enums with bodies. */
    @Accepted
    @ApplicationScoped
    static class Enums {
        @CachexFetch(cache = "a", key = "{0}", tags = "state:{0}")
        String find(State state) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "DRAFT")
        void dropDrafts() {}

        @CachexInvalidate(cache = "a", tags = "state:{0}")
        void dropByTag(State state) {}
    }

    /** Properties of one type. */
    @Accepted
    @ApplicationScoped
    static class Properties {
        @CachexFetch(cache = "a", key = "{0}", tags = "author:{1}")
        String find(long id, String author) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0.id}")
        void drop(Post post) {}

        @CachexInvalidate(cache = "a", keys = "{0[].id}")
        void dropEach(List<Post> posts) {}

        @CachexInvalidate(cache = "a", tags = "author:{0.author.id}")
        void dropByAuthor(Post post) {}

        @CachexPut(cache = "a", key = "{post.id}")
        void save(@CachexKey("post") Post post, @CachexValue String text) {}
    }

    /** A wildcard has the type of its bound. */
    @Accepted
    @ApplicationScoped
    static class Wildcards {
        @CachexFetch(cache = "a", key = "{0.id}:{1.id}")
        String find(Ref<? extends Number> id, Ref<? extends String> word) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0.id}:{1.id}")
        void drop(Ref<Long> id, Ref<String> word) {}
    }

    /** A pattern with an argument in it. */
    @Accepted
    @ApplicationScoped
    static class Pattern {
        @CachexFetch(cache = "a", key = "post:{0}:{1}")
        String find(long id, Object language) {
            return "";
        }

        @CachexInvalidate(cache = "a", matching = "post:{0}:*")
        void drop(Long id) {}

        @CachexInvalidate(cache = "a", matching = "*:{0}")
        void dropLanguage(String language) {}
    }

    /** Another key that begins the same way. */
    @Accepted
    @ApplicationScoped
    static class OtherEnds {
        @CachexFetch(cache = "a", key = "{0}:title")
        String title(Object id) {
            return "";
        }

        @CachexFetch(cache = "a", key = "{0}:body")
        String body(String id) {
            return "";
        }

        @CachexInvalidate(cache = "a", key = "{0}:body")
        void drop(String id) {}
    }

    /** Two kinds of keys, and each is invalidated by its own. */
    @Accepted
    @ApplicationScoped
    static class TwoKinds {
        @CachexFetch(cache = "a", key = "post:{0}")
        String find(PostId id) {
            return "";
        }

        @CachexFetch(cache = "a", key = "all:{0}")
        String all(List<PostId> ids) {
            return "";
        }

        @CachexInvalidate(
                cache = "a",
                keys = {"post:{0}", "all:{1}"})
        void drop(PostId id, List<PostId> ids) {}
    }

    /** Answers later. */
    @Accepted
    @ApplicationScoped
    static class Later {
        @CachexFetch(cache = "a", key = "post:{0}", unless = "{result.title} == ''")
        CompletionStage<Post> find(long id) {
            return CompletableFuture.completedFuture(new Post(id, "", new Ref<>("")));
        }

        @CachexPut(cache = "a", key = "post:{result.id}")
        CompletionStage<Post> save(String title) {
            return CompletableFuture.completedFuture(new Post(1, title, new Ref<>("")));
        }
    }

    /** One cache of two kinds of keys, and of two kinds of values, that are never the same. */
    @Accepted
    @ApplicationScoped
    static class KeysOfTheirOwn {
        @CachexFetch(cache = "a")
        String find(PostId id) {
            return "";
        }

        @CachexFetch(cache = "a")
        Long count(Optional<Long> author) {
            return 0L;
        }

        @CachexFetch(cache = "a")
        Post all(List<Long> ids) {
            return new Post(0, "", new Ref<>(""));
        }

        @CachexInvalidate(cache = "a")
        void drop(PostId id) {}
    }
}
