// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.error.CacheMissException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A named cache: computes a value once for the whole cluster and shares it.
 *
 * <p>Thread-safe. After {@link #close()} every other method throws {@link io.github.cachex.error.CacheClosedException}, but
 * for {@link #name()}, the {@code typed} views, which throw it when they are used, and {@link #close()} itself.
 * Every method that takes a key throws {@link io.github.cachex.error.CacheKeyException} when the key policy rejects it.
 * Null and {@link Optional#empty()} are the same: no value.
 *
 * <p>What a caller is given is its own: no other caller sees what it does to the object. A value that is immutable all the way
 * down is one object for all; of collections, arrays and records that hold such values each caller gets a shallow copy, which
 * can be modified if the loaded one could; everything else is decoded for each caller. That holds for the near cache, for
 * callers who waited for one load, and for what is kept while the backend is down. A value that cannot be encoded is the same
 * object for all who waited for its load. Where {@code near.store=reference} is set, all are given the same object: do not
 * modify what such a cache returns.
 *
 * <p>A sick backend costs a call at most the backend budget and is otherwise not felt, unless
 * {@code backend-errors=throw} is asked for.
 */
public interface CacheHandler extends AsyncCache, AutoCloseable {
    /** Returns the name of the cache. */
    String name();

    /**
     * Returns the value under {@code key}: the stored one while it is fresh, else what {@code loader} answers. However many
     * threads and JVMs ask at once, one loads and the others wait for it. Where the loader fails, a stale value is served
     * if {@code stale-ttl} keeps one; else its exception is thrown as it is.
     *
     * @return the value; null where the loader answered null
     * @throws io.github.cachex.error.CacheTimeoutException when another's load took longer than {@code wait-timeout} and
     *     {@link WaitPolicy#THROW} is set, or when a load took longer than {@code hard-timeout}, and neither a stale nor a
     *     default value is there
     * @throws io.github.cachex.error.CacheInterruptedException when interrupted while waiting for another's load
     */
    <T, E extends Exception> T fetch(CacheKey<T> key, Loader<? extends T, E> loader) throws E;

    /** Returns the value under {@code key} as {@link #fetch(CacheKey, Loader)} does, with {@code options} for this call. */
    <T, E extends Exception> T fetch(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader) throws E;

    /** Returns the value under {@code key} as {@code fetch} does; the loader is given a context to steer its storing. */
    <T, E extends Exception> T fetchWith(CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader)
            throws E;

    /**
     * Loads the value of {@code key} now, whatever is stored, stores and returns it: for those who know that the source has changed, or
     * who refresh at times of their own. Meanwhile, and where the load fails, everybody else is served what was there. Other JVMs are
     * told, so that none keeps the old value. A load of the key that is under way already, here or in another JVM, is taken for it:
     * where that may have read the source before it changed, {@link #invalidate} or {@link #expire} first.
     *
     * <p>In a transaction the value is loaded for the caller alone, and what is stored expires with the commit.
     *
     * @return the value; null where the loader answered null
     * @throws E what {@code loader} threw; neither a stale nor a default value stands in
     * @throws io.github.cachex.error.CacheTimeoutException and others as {@link #fetch(CacheKey, Loader)} does
     */
    <T, E extends Exception> T refresh(CacheKey<T> key, Loader<? extends T, E> loader) throws E;

    /** Loads and stores the value of {@code key} as {@link #refresh(CacheKey, Loader)} does, with {@code options} for this call. */
    <T, E extends Exception> T refresh(CacheKey<T> key, CacheOptions options, Loader<? extends T, E> loader) throws E;

    /**
     * Loads and stores the value of {@code key} as {@code refresh} does; the loader is given a context to steer its storing, and to ask
     * the source on condition.
     */
    <T, E extends Exception> T refreshWith(CacheKey<T> key, CacheOptions options, ContextLoader<? extends T, E> loader)
            throws E;

    /**
     * Returns the value under {@code key} as {@code fetch} does, without keeping the caller waiting; see {@link #getAsync}. {@code loader}
     * is called at most once: on a background thread, or on the caller's own where that is one already, no thread is free (then
     * the backend is not asked and nothing is stored), or the cache is not used. What its stage answers is stored, a stage that fails
     * is not. However many callers ask at once, here or by {@code fetch}, one loads for all of them; each gets a stage of its own, so
     * that cancelling one cancels nobody else.
     *
     * @return a stage that fails with what the loader threw, unwrapped, or with one of Cachex's own exceptions
     */
    <T> CompletionStage<T> fetchAsync(
            CacheKey<T> key, CacheOptions options, Supplier<? extends CompletionStage<? extends T>> loader);

    /**
     * Returns the values under {@code keys}, loading at once those that are missing. Each key is guarded as in {@code fetch}:
     * what another caller or JVM loads is awaited and not loaded again, and what was won is stored before anything is
     * awaited, so that two callers with overlapping keys do not block each other.
     *
     * @return the values in the order of {@code keys}; keys without a value are left out
     * @throws E what {@code loader} threw; what was loaded before stays stored
     */
    <T, E extends Exception> Map<CacheKey<T>, T> fetchAll(
            Collection<CacheKey<T>> keys, CacheOptions options, BulkLoader<T, E> loader) throws E;

    /** Returns the fresh value stored under {@code key}, without loading. */
    <T> Optional<T> get(CacheKey<T> key);

    /**
     * Returns the fresh value stored under {@code key}.
     *
     * @throws CacheMissException when there is none
     */
    default <T> T require(CacheKey<T> key) {
        return get(key).orElseThrow(() -> new CacheMissException(name(), key.id()));
    }

    /** Returns those of {@code keys} that are stored and fresh, with their values. */
    <T> Map<CacheKey<T>, T> getAll(Collection<CacheKey<T>> keys);

    /** Stores {@code value} under {@code key}. Null is stored only where {@code cache-null} is on, else it invalidates. */
    <T> void put(CacheKey<T> key, T value);

    /** Stores {@code value} under {@code key}, with {@code options} for this call. */
    <T> void put(CacheKey<T> key, T value, CacheOptions options);

    /** Stores all {@code values}, each as {@code put} does. */
    <T> void putAll(Map<CacheKey<T>, T> values, CacheOptions options);

    /**
     * Stores {@code value} unless a fresh value is there, and returns whether it did. Atomic in the cluster: of many callers
     * one is told true. It never guesses.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend cannot say, whatever {@code backend-errors} is
     * @throws io.github.cachex.error.CacheSerializationException when the value cannot be stored faithfully
     */
    <T> boolean putIfAbsent(CacheKey<T> key, T value, CacheOptions options);

    /**
     * Removes the fresh value under {@code key} and returns it; at most one caller in the cluster gets it.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend cannot say, whatever {@code backend-errors} is
     */
    <T> Optional<T> getAndRemove(CacheKey<T> key);

    /**
     * Returns what is stored under {@code key}, looked at: nothing is loaded, counted as hit or miss, refreshed or prolonged. An entry
     * that was invalidated is empty; one whose fresh time is over is returned while it may stand in as a stale value. What the
     * caller's transaction has put, and not committed, is no entry.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend failed and {@code backend-errors=throw}; else empty
     */
    <T> Optional<CacheEntry<T>> entry(CacheKey<T> key);

    /** Returns whether a fresh entry is stored under {@code key}; its bytes are not decoded. */
    boolean contains(CacheKey<?> key);

    /**
     * Lets the fresh entry under {@code key} live for {@code ttl} from now, and returns whether there was one.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend cannot say, whatever {@code backend-errors} is
     */
    boolean touch(CacheKey<?> key, Duration ttl);

    /**
     * Adds {@code by} to the counter of that name and returns the sum. Atomic in the cluster. The first addition begins a
     * window of {@code ttl}, after which the counter begins anew at zero. Counters are no entries: {@code get},
     * {@code invalidate} and {@code clear} do not see them. To ask without counting, add zero.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend cannot say, whatever {@code backend-errors} is;
     *     the addition may have happened
     */
    long increment(String counter, long by, Duration ttl);

    /**
     * Drops what is stored under {@code ids}. When the answer is {@link Invalidation.Outcome#APPLIED}, no fetch that starts
     * later, in any JVM, is given a value that was loaded before; a load still under way cannot store its value.
     *
     * @throws io.github.cachex.error.CacheBackendException when the backend failed and {@code backend-errors=throw}; the
     *     invalidation is queued all the same
     */
    Invalidation invalidate(String... ids);

    /**
     * Drops all entries that carry one of {@code tags}, also those whose load under way learns of the tag only later. Takes
     * the same short time however many they are. In this JVM it holds at once, elsewhere within milliseconds while the link
     * to the backend is up.
     *
     * @throws UnsupportedOperationException when the backend cannot do it
     */
    Invalidation invalidateTags(String... tags);

    /**
     * Drops all entries whose id matches {@code glob}: {@code *} stands for any characters, {@code ?} for one, a backslash
     * takes their meaning away. Holds like {@link #invalidateTags}; the memory is freed behind.
     *
     * @return also how many entries were freed, where that was known in time
     * @throws UnsupportedOperationException when the backend cannot do it
     */
    Invalidation invalidateMatching(String glob);

    /** Drops all entries of this cache, in the same short time however many they are. Holds like {@link #invalidateTags}. */
    Invalidation clear();

    /**
     * Lets what is stored under {@code ids} end now: it is loaded again when asked for, and may stand in as a stale value
     * where that fails or takes too long and {@code stale-ttl} keeps it. Otherwise like {@link #invalidate}.
     */
    Invalidation expire(String... ids);

    /** Lets all entries that carry one of {@code tags} end now, as {@link #expire} does. */
    Invalidation expireTags(String... tags);

    /** Lets all entries whose id matches {@code glob} end now, as {@link #expire} does. */
    Invalidation expireMatching(String glob);

    /** Lets all entries of this cache end now, as {@link #expire} does. */
    Invalidation expireAll();

    /** Returns a view for values of {@code type}. */
    <T> TypedCache<T> typed(Class<T> type);

    /** Returns a view for values of the generic {@code type}. */
    <T> TypedCache<T> typed(TypeRef<T> type);

    /** Returns what this cache counted so far. */
    CacheStats stats();

    /**
     * Closes the cache and, where its builder made them, its backend, threads and connections. Calling it again does
     * nothing. Handlers that CDI injects refuse: their application closes them.
     */
    @Override
    void close();

    /**
     * Returns a builder for use without CDI.
     *
     * @throws IllegalStateException when the engine is not on the class path
     */
    static Builder builder() {
        return EngineLookup.builder(Builder.class);
    }

    /** Builds a {@link CacheHandler}. Not thread-safe. Without any setting the cache lives in memory. */
    interface Builder {
        /** Sets the cache's name: lower-case letters, digits and dashes, or any text without braces, colons and blanks. */
        Builder name(String name);

        /** Sets one configuration key, such as {@code cachex.backend.redis.uri}; all keys of the documentation are known. */
        Builder property(String key, String value);

        /** Sets several configuration keys. */
        Builder properties(Map<String, String> properties);

        /** Sets {@code cachex.prefix}, the first part of every key in a shared backend. */
        default Builder prefix(String prefix) {
            return property("cachex.prefix", prefix);
        }

        /** Sets {@code cachex.version}; another version never sees this one's entries. */
        default Builder version(String version) {
            return property("cachex.version", version);
        }

        /** Sets {@code cachex.backend.redis.uri}. */
        default Builder redis(String uri) {
            return property("cachex.backend.redis.uri", uri);
        }

        /** Uses {@code client}, a {@code redis.clients.jedis.UnifiedJedis}, for Redis; it stays the caller's to close. */
        default Builder jedis(Object client) {
            return client(client);
        }

        /**
         * Uses {@code client} of the default backend's library; it stays the caller's to close. Redis takes a
         * {@code redis.clients.jedis.UnifiedJedis}, a database a {@code javax.sql.DataSource}, DynamoDB a
         * {@code software.amazon.awssdk.services.dynamodb.DynamoDbClient}.
         */
        Builder client(Object client);

        /** Uses {@code backend}, whatever is configured; it stays the caller's to close. */
        Builder backend(CacheBackend backend);

        /** Uses {@code serializer}, whatever is configured. */
        Builder serializer(Serializer serializer);

        /** Has each call made in the name that {@code namespaces} says; without one nobody has a name. */
        Builder namespaces(NamespaceResolver namespaces);

        /** Adds a listener. */
        Builder listener(CacheListener listener);

        /** Logs to {@code logger}, in the format of {@code cachex.log.format}; so do classes that several builders share. */
        Builder logger(System.Logger logger);

        /** Adds an observer, which is told of each cache that is made and closed. */
        Builder observer(CacheObserver observer);

        /** Sets options for every call; options of a call go before them. */
        Builder options(CacheOptions options);

        /**
         * Builds the handler.
         *
         * @throws io.github.cachex.error.CacheConfigurationException with every mistake at once
         */
        CacheHandler build();

        /** Builds all caches, as {@link #build} does, each made when it is asked for; the one of {@link #name} at once. */
        Caches buildCaches();
    }
}
