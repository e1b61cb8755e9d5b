// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.io.Reader;
import java.sql.ResultSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Beans whose methods answer, or store, what cannot be cached. */
final class WrongTypes {
    private WrongTypes() {}

    /** Does not say of what. */
    static class Generic<T> {
        @CachexFetch
        List<T> all() {
            return List.of();
        }
    }

    @Refused("§.find: @CachexFetch on a void method, which returns nothing to cache; return the value")
    @ApplicationScoped
    static class Nothing {
        @CachexFetch
        void find() {}
    }

    @Refused("§.find: @CachexFetch: Void has no value; remove the annotation")
    @ApplicationScoped
    static class BoxedNothing {
        @CachexFetch
        Void find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class OfStream {
        @CachexFetch
        Stream<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: IntStream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class OfIntStream {
        @CachexFetch
        IntStream find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Iterator cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class OfIterator {
        @CachexFetch
        Iterator<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: ListIterator cannot be cached: it is used up by its first reader; return a"
            + " List")
    @ApplicationScoped
    static class OfListIterator {
        @CachexFetch
        ListIterator<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Spliterator cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class OfSpliterator {
        @CachexFetch
        Spliterator<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: InputStream cannot be cached: it is a resource that somebody closes; return"
            + " what it holds, for example a List or a byte[]")
    @ApplicationScoped
    static class OfInputStream {
        @CachexFetch
        InputStream find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Reader cannot be cached: it is a resource that somebody closes; return what it"
            + " holds, for example a List or a byte[]")
    @ApplicationScoped
    static class OfReader {
        @CachexFetch
        Reader find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: ResultSet cannot be cached: it is a resource that somebody closes; return what"
            + " it holds, for example a List or a byte[]")
    @ApplicationScoped
    static class OfResultSet {
        @CachexFetch
        ResultSet find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Response cannot be cached: it holds a connection; cache the entity in a method"
            + " of its own")
    @ApplicationScoped
    static class OfResponse {
        @CachexFetch
        Response find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Future cannot be cached: it is a promise, not a value; return the value"
            + " itself, or a CompletionStage of it")
    @ApplicationScoped
    static class OfFuture {
        @CachexFetch
        Future<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: FutureTask cannot be cached: it is a promise, not a value; return the value"
            + " itself, or a CompletionStage of it")
    @ApplicationScoped
    static class OfFutureTask {
        @CachexFetch
        FutureTask<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Uni cannot be cached: it is a promise, not a value; return the value itself,"
            + " or a CompletionStage of it")
    @ApplicationScoped
    static class OfUni {
        @CachexFetch
        Uni<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Multi cannot be cached: it is a promise of values; return a List, or a"
            + " CompletionStage of one")
    @ApplicationScoped
    static class OfMulti {
        @CachexFetch
        Multi<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Publisher cannot be cached: it is a promise of values; return a List, or a"
            + " CompletionStage of one")
    @ApplicationScoped
    static class OfPublisher {
        @CachexFetch
        Flow.Publisher<String> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: CompletionStage does not say of what; write for example"
            + " CompletionStage<String>")
    @ApplicationScoped
    static class OfRawStage {
        @CachexFetch
        @SuppressWarnings("rawtypes")
        CompletionStage find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: CompletableFuture does not say of what; write for example"
            + " CompletableFuture<String>")
    @ApplicationScoped
    static class OfAnyStage {
        @CachexFetch
        CompletableFuture<?> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Void has no value; remove the annotation")
    @ApplicationScoped
    static class StageOfNothing {
        @CachexFetch
        CompletionStage<Void> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class StageOfStream {
        @CachexFetch
        CompletionStage<Stream<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: CompletionStage cannot be cached: it is a promise, not a value; return the"
            + " value itself, or a CompletionStage of it")
    @ApplicationScoped
    static class StageOfStage {
        @CachexFetch
        CompletionStage<CompletionStage<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: CompletableFuture cannot be cached: it is a promise, not a value; return the"
            + " value itself, or a CompletionStage of it")
    @ApplicationScoped
    static class ListOfStages {
        @CachexFetch
        List<CompletableFuture<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: a raw Optional does not say of what; write for example Optional<String>")
    @ApplicationScoped
    static class RawOptional {
        @CachexFetch
        @SuppressWarnings("rawtypes")
        Optional find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: an Optional inside another type cannot be stored; use the bare type")
    @ApplicationScoped
    static class OptionalOfOptional {
        @CachexFetch
        Optional<Optional<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: an Optional inside another type cannot be stored; use the bare type")
    @ApplicationScoped
    static class ListOfOptionals {
        @CachexFetch
        List<Optional<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class OptionalOfStream {
        @CachexFetch
        Optional<Stream<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class MapOfStreams {
        @CachexFetch
        Map<String, Stream<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: InputStream cannot be cached: it is a resource that somebody closes; return"
            + " what it holds, for example a List or a byte[]")
    @ApplicationScoped
    static class ArrayOfStreams {
        @CachexFetch
        InputStream[] find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.find: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class WildcardOfStreams {
        @CachexFetch
        List<? extends Stream<String>> find() {
            throw new UnsupportedOperationException();
        }
    }

    @Refused("§.all: @CachexFetch: the type T is not known here; override the method in the bean's class with a"
            + " type that is")
    @ApplicationScoped
    @SuppressWarnings("rawtypes")
    static class Unbound extends Generic {}

    @Refused("§.put: @CachexPut: Stream cannot be cached: it is used up by its first reader; return a List")
    @ApplicationScoped
    static class PutOfStream {
        @CachexPut(cache = "a")
        void put(String id, @CachexValue Stream<String> value) {}
    }

    @Refused(
            value = "§.find: §$Account is an entity, and near.store=reference would hand the same one to all callers,"
                    + " detached or of another persistence context; return a record made of it, or set"
                    + " cachex.cache.accounts.near.store=auto",
            settings = "cachex.cache.accounts.near.store=reference")
    @ApplicationScoped
    static class OfEntity {
        /** Belongs to a persistence context. */
        @Entity
        static class Account {}

        @CachexFetch(cache = "accounts")
        List<Account> find() {
            return List.of();
        }
    }
}
