// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.spi.Durations;
import io.github.cachex.spi.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings for one call, or for every call of a handler. Immutable; each method returns a changed copy. What is not set
 * comes from the configuration. Make them once and keep them in a constant.
 *
 * <p>Durations as text are read by {@link Durations#parse}; none is told apart from {@link Durations#FOREVER} that is longer.
 * Every method throws {@link IllegalArgumentException} for a value that the setting cannot have.
 */
public final class CacheOptions {
    private static final CacheOptions NONE = new CacheOptions(new EnumMap<>(Name.class));

    /** The settings that a call can have; the configuration key of each is its name in lower case with dashes. */
    public enum Name {
        /** How long a value stays fresh. A {@link Duration} above zero. */
        TTL,
        /** How long after its ttl a value may stand in for a failing loader. A {@link Duration}. */
        STALE_TTL,
        /** The share of the ttl that is subtracted at random. A {@link Double} from 0 to 0.9. */
        JITTER,
        /** Whether null is stored. A {@link Boolean}. */
        CACHE_NULL,
        /** How long a stored null stays fresh. A {@link Duration} above zero. */
        NULL_TTL,
        /** How long a caller waits for the loader while a stale value could be served. A {@link Duration}. */
        SOFT_TIMEOUT,
        /** How long a caller waits for the loader at all. A {@link Duration} above zero. */
        HARD_TIMEOUT,
        /** The share of the ttl after which a value is refreshed in the background. A {@link Double} between 0 and 1. */
        REFRESH_AHEAD,
        /** Whether each read lets the entry live for its whole ttl again. A {@link Boolean}. */
        SLIDING,
        /** Whether values are kept in this JVM as well. A {@link Boolean}. */
        NEAR,
        /** What entries can be invalidated by. A {@link List} of strings; only from code and annotations. */
        TAGS,
        /** How long to wait for another's load. A {@link Duration} above zero. */
        WAIT_TIMEOUT,
        /** What to do after that. A {@link WaitPolicy}. */
        ON_WAIT_TIMEOUT,
        /** What to do when the backend fails. An {@link ErrorPolicy}. */
        BACKEND_ERRORS,
        /** Which values to store. A {@link Predicate}; only from code. */
        STORE_IF,
        /** What to store in the place of a value. A {@link UnaryOperator}; only from code. */
        STORE_AS,
        /**
         * What to answer when loading fails or takes too long and nothing stale is there. A {@link Supplier}; only from code and
         * annotations.
         */
        DEFAULT_VALUE,
        /** The failures of a load for which a stale value may stand in. A {@link List} of classes. */
        STALE_ON,
        /** The failures of a load that reach the caller whatever could stand in. A {@link List} of classes. */
        SKIP_ON,
        /** The failures of a load that are kept. A {@link List} of classes. */
        CACHE_EXCEPTIONS,
        /** How long a kept failure is thrown. A {@link Duration} above zero. */
        EXCEPTION_TTL
    }

    /** A default value that is known from the start. */
    private record Constant(Object get) implements Supplier<Object> {}

    private final Map<Name, Object> values;

    private CacheOptions(Map<Name, Object> values) {
        this.values = values;
    }

    /** Returns options that set nothing. */
    public static CacheOptions defaults() {
        return NONE;
    }

    /** Returns options with a ttl, such as {@code 5m} or {@code never}. */
    public static CacheOptions ttl(String ttl) {
        return NONE.withTtl(ttl);
    }

    /** Returns options with a ttl. */
    public static CacheOptions ttl(Duration ttl) {
        return NONE.withTtl(ttl);
    }

    /** Sets how long a value stays fresh, such as {@code 5m} or {@code never}. */
    public CacheOptions withTtl(String ttl) {
        return withTtl(OptionValues.duration(Name.TTL, ttl));
    }

    /** Sets how long a value stays fresh; at least 1 ms. */
    public CacheOptions withTtl(Duration ttl) {
        return with(Name.TTL, OptionValues.positive(Name.TTL, ttl));
    }

    /** Sets how long after its ttl a value may stand in for a failing loader. */
    public CacheOptions staleTtl(String staleTtl) {
        return staleTtl(OptionValues.duration(Name.STALE_TTL, staleTtl));
    }

    /** Sets how long after its ttl a value may stand in for a failing loader; zero for not at all. */
    public CacheOptions staleTtl(Duration staleTtl) {
        if (staleTtl.isNegative()) {
            throw OptionValues.refused(Name.STALE_TTL, staleTtl, "is negative; use zero for none");
        }
        return with(Name.STALE_TTL, Durations.bounded(staleTtl));
    }

    /** Sets the soft timeout, such as {@code 100ms}; see {@link #softTimeout(Duration)}. */
    public CacheOptions softTimeout(String timeout) {
        return softTimeout(OptionValues.duration(Name.SOFT_TIMEOUT, timeout));
    }

    /**
     * Sets how long a caller waits for the loader where a stale value is there: then it is served, and the load ends in the
     * background. Zero serves it at once (stale-while-revalidate). Needs {@code stale-ttl}.
     */
    public CacheOptions softTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw OptionValues.refused(
                    Name.SOFT_TIMEOUT, timeout, "is negative; use zero to serve a stale value at once");
        }
        return with(Name.SOFT_TIMEOUT, Durations.bounded(timeout));
    }

    /** Sets the hard timeout, such as {@code 2s}; see {@link #hardTimeout(Duration)}. */
    public CacheOptions hardTimeout(String timeout) {
        return hardTimeout(OptionValues.duration(Name.HARD_TIMEOUT, timeout));
    }

    /**
     * Sets how long a caller waits for the loader at all: then it is given the stale value, else the default value, else
     * {@link io.github.cachex.error.CacheTimeoutException}; the load ends in the background.
     */
    public CacheOptions hardTimeout(Duration timeout) {
        return with(Name.HARD_TIMEOUT, OptionValues.positive(Name.HARD_TIMEOUT, timeout));
    }

    /**
     * Sets the share of the ttl after which a value that is asked for is loaded again in the background, by one node of the
     * cluster, while it is still served; 0.8 is a good one.
     */
    public CacheOptions refreshAhead(double share) {
        if (!(share > 0 && share < 1)) {
            throw OptionValues.refused(
                    Name.REFRESH_AHEAD, share, "is not a share between 0 and 1; use for example 0.8");
        }
        return with(Name.REFRESH_AHEAD, share);
    }

    /** Sets whether each read lets the entry live for its whole ttl again, as sessions do. */
    public CacheOptions sliding(boolean sliding) {
        return with(Name.SLIDING, sliding);
    }

    /** Sets whether values are kept in this JVM as well; where false, also not while the backend is down. */
    public CacheOptions near(boolean near) {
        return with(Name.NEAR, near);
    }

    /**
     * Sets the tags by which entries can be invalidated.
     *
     * @throws IllegalArgumentException when a tag is null, blank, too long or has control characters
     */
    public CacheOptions tags(String... tags) {
        return with(Name.TAGS, Tags.checked(tags));
    }

    /** Sets the share of the ttl that is subtracted at random, so that entries do not all expire at once; 0 to 0.9. */
    public CacheOptions jitter(double share) {
        if (!(share >= 0 && share <= 0.9)) {
            throw OptionValues.refused(Name.JITTER, share, "is not a share from 0 to 0.9; use for example 0.1");
        }
        return with(Name.JITTER, share);
    }

    /** Sets whether null is stored, for {@code null-ttl}. */
    public CacheOptions cacheNull(boolean cacheNull) {
        return with(Name.CACHE_NULL, cacheNull);
    }

    /** Stores null for {@code ttl}. */
    public CacheOptions cacheNullFor(Duration ttl) {
        return cacheNull(true).with(Name.NULL_TTL, OptionValues.positive(Name.NULL_TTL, ttl));
    }

    /** Sets how long to wait for another's load. */
    public CacheOptions waitTimeout(Duration timeout) {
        return with(Name.WAIT_TIMEOUT, OptionValues.positive(Name.WAIT_TIMEOUT, timeout));
    }

    /** Sets what to do when another's load takes longer than the wait timeout. */
    public CacheOptions onWaitTimeout(WaitPolicy policy) {
        return with(Name.ON_WAIT_TIMEOUT, policy);
    }

    /** Sets what to do when the backend fails. */
    public CacheOptions backendErrors(ErrorPolicy policy) {
        return with(Name.BACKEND_ERRORS, policy);
    }

    /**
     * Stores only values that {@code filter} accepts; others are returned and forgotten. Never asked about null. The filter
     * is thread-safe; what it throws is thrown at nobody and keeps the value out.
     */
    public <T> CacheOptions storeIf(Predicate<T> filter) {
        return with(Name.STORE_IF, filter);
    }

    /**
     * Stores what {@code transformation} makes of a value that {@link #storeIf} accepts, for example without what only its own
     * caller needs. Who loads is given the value that was loaded, and so are those in the same JVM who waited for that load; whoever
     * reads it later, in this JVM or another, is given what was stored. Values that are put are transformed as well.
     *
     * <p>The transformation is thread-safe, is never asked about null, and returns another object of the type instead of changing the
     * one it is given. Where it returns null, nothing is stored; what it throws is thrown at nobody and keeps the value out.
     */
    public <T> CacheOptions storeAs(UnaryOperator<T> transformation) {
        return with(Name.STORE_AS, transformation);
    }

    /** Answers {@code value} where loading fails or takes too long and nothing stale is there; never stored. */
    public CacheOptions defaultValue(Object value) {
        return with(Name.DEFAULT_VALUE, new Constant(Objects.requireNonNull(value, "defaultValue")));
    }

    /**
     * Answers what {@code supplier} gives where loading fails or takes too long and nothing stale is there; never stored. The
     * supplier is thread-safe and quick, since it runs on the caller's thread after the wait; it may give null. Where it throws,
     * the load's own failure arrives.
     */
    public CacheOptions defaultValueFrom(Supplier<?> supplier) {
        return with(Name.DEFAULT_VALUE, supplier);
    }

    /**
     * Sets the failures of a load, with their subclasses, for which a stale value may stand in; none for all exceptions but those
     * that say that the thing is not there: {@link java.util.NoSuchElementException} and, of Jakarta, {@code
     * EntityNotFoundException}, {@code NoResultException} and {@code NotFoundException}. A value never stands in for one of these
     * unless it, or a subclass of it, is named here: what was deleted is not to be answered by what was there before.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final CacheOptions staleOn(Class<? extends Throwable>... failures) {
        return with(Name.STALE_ON, List.of(failures));
    }

    /**
     * Sets the failures of a load, with their subclasses, that reach the caller as they are: neither a stale value nor a default
     * value stands in for them, whatever {@link #staleOn} says.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final CacheOptions skipOn(Class<? extends Throwable>... failures) {
        return with(Name.SKIP_ON, List.of(failures));
    }

    /**
     * Keeps failures of a load that are of exactly one of these classes, and throws them at whoever fetches the value within
     * {@code ttl} instead of loading it, in every JVM: an exception of the same class with the same message, made again by a public
     * constructor that takes a String, or nothing. It has no cause, and the stack trace of the call that it is thrown at. Subclasses
     * are kept where they are named themselves. Who loads, and those in the same JVM who wait for that load, are thrown the failure
     * itself.
     *
     * <p>An invalidation ends a kept failure, as a value does that is put or loaded. A stale value that may stand in goes before it, and
     * a default value too. It is no value: {@code get} is empty, {@code contains} false, {@code putIfAbsent} replaces it and
     * {@code fetchAll} loads. The message is stored: it must hold nothing that must not be.
     *
     * @throws IllegalArgumentException also when there are no classes, or exceptions of one cannot be made again
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final CacheOptions cacheExceptions(Duration ttl, Class<? extends Throwable>... failures) {
        return with(Name.CACHE_EXCEPTIONS, OptionValues.rebuildable(Name.CACHE_EXCEPTIONS, List.of(failures)))
                .with(Name.EXCEPTION_TTL, OptionValues.positive(Name.EXCEPTION_TTL, ttl));
    }

    /** Returns these options, with those that {@code other} sets in their place. */
    public CacheOptions and(CacheOptions other) {
        if (other.values.isEmpty() || values.isEmpty()) {
            return values.isEmpty() ? other : this;
        }
        Map<Name, Object> merged = new EnumMap<>(values);
        merged.putAll(other.values);
        return new CacheOptions(merged);
    }

    /** Returns the value of {@code name} as its documentation types it; empty where it is not set. */
    @SuppressWarnings("unchecked")
    public <V> Optional<V> value(Name name) {
        return Optional.ofNullable((V) values.get(name));
    }

    private CacheOptions with(Name name, Object value) {
        Map<Name, Object> changed = new EnumMap<>(Name.class);
        changed.putAll(values);
        changed.put(name, Objects.requireNonNull(value, name::toString));
        return new CacheOptions(changed);
    }

    /** Returns the last part of the configuration key of {@code name}, such as {@code stale-ttl}. */
    public static String configName(Name name) {
        return name.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
