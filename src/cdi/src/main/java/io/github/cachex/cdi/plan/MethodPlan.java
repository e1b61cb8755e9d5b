// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What one annotation of one method of one bean class asks for. Immutable, made once per application. */
public final class MethodPlan {
    /** Makes the id of the key from the arguments of a call. */
    @FunctionalInterface
    interface KeyMaker {
        String id(@Nullable Object[] arguments);
    }

    private final String cache;
    private final KeyMaker key;
    private final Type valueType;
    private final boolean optional;
    private final OptionalInt storedArgument;
    private final CacheSettings settings;
    private final boolean before;

    MethodPlan(
            String cache,
            KeyMaker key,
            Type valueType,
            boolean optional,
            OptionalInt storedArgument,
            CacheSettings settings,
            boolean before) {
        this.cache = cache;
        this.key = key;
        this.valueType = valueType;
        this.optional = optional;
        this.storedArgument = storedArgument;
        this.settings = settings;
        this.before = before;
    }

    /** Returns the name of the cache. */
    public String cache() {
        return cache;
    }

    /** Returns the settings, all resolved. */
    public CacheSettings settings() {
        return settings;
    }

    /** Returns whether a {@code CachexInvalidate} drops its key before the method runs as well. */
    public boolean before() {
        return before;
    }

    /** Returns the type of the values, {@code Optional} taken away. */
    public Type valueType() {
        return valueType;
    }

    /**
     * Returns the id of the key for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one cannot take part in a key
     */
    public String id(@Nullable Object[] arguments) {
        return key.id(arguments);
    }

    /**
     * Returns the key for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one cannot take part in a key
     */
    public CacheKey<Object> key(@Nullable Object[] arguments) {
        return CacheKey.of(key.id(arguments), valueType);
    }

    /** Returns what a {@code CachexPut} stores after a call with {@code arguments} answered {@code result}. */
    public @Nullable Object stored(@Nullable Object result, @Nullable Object[] arguments) {
        return content(storedArgument.isPresent() ? arguments[storedArgument.getAsInt()] : result);
    }

    /** Returns {@code returned} as it is cached: the content of an {@code Optional}, null for an empty one. */
    public @Nullable Object content(@Nullable Object returned) {
        return returned instanceof Optional<?> some ? some.orElse(null) : returned;
    }

    /** Returns the cached {@code content} as the method returns it. */
    public @Nullable Object returned(@Nullable Object content) {
        return optional ? Optional.ofNullable(content) : content;
    }
}
