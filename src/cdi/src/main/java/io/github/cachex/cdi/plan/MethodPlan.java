// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.CacheSettings;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@code CachexFetch} or {@code CachexPut} on one method of one bean class asks for. Immutable, made once per application. */
public final class MethodPlan {
    private final String cache;
    private final MethodKeys keys;
    private final ReturnShape shape;
    private final CacheSettings settings;
    private final TagTemplates tags;
    private final boolean fixedTags;
    private final CallConditions choice;
    private final boolean ofResult;
    private final Optional<Elementwise> elements;
    private final boolean on;

    MethodPlan(
            String cache,
            MethodKeys keys,
            ReturnShape shape,
            CacheSettings settings,
            TagTemplates tags,
            CallConditions choice) {
        this.cache = cache;
        this.keys = keys;
        this.shape = shape;
        this.tags = tags;
        this.choice = choice;
        this.ofResult = keys.areOfResult() || tags.areOfResult();
        this.fixedTags = tags.areFixed();
        this.settings = fixedTags ? tagged(settings, tags, new Object[0]) : settings;
        this.elements = Optional.empty();
        this.on = true;
    }

    private MethodPlan(MethodPlan before, Optional<Elementwise> elements, boolean on) {
        this.cache = before.cache;
        this.keys = before.keys;
        this.shape = before.shape;
        this.settings = before.settings;
        this.tags = before.tags;
        this.fixedTags = before.fixedTags;
        this.choice = before.choice;
        this.ofResult = before.ofResult;
        this.elements = elements;
        this.on = on;
    }

    /** Returns this for a method that asks for, or stores, {@code elements}: keys, tags and values are those of each. */
    MethodPlan elementwise(Elementwise elements) {
        return new MethodPlan(this, Optional.of(elements), on);
    }

    /** Returns this for a method that is switched off unless {@code on}. */
    MethodPlan onlyIf(boolean on) {
        return new MethodPlan(this, elements, on);
    }

    /** Returns whether the method is switched on; one that is not keeps nothing. */
    public boolean isOn() {
        return on;
    }

    /**
     * Returns how the method asks for, or stores, several elements; empty where it has one value. Of a plan that has them, whatever takes
     * the arguments of a call takes those of one element: {@link Elementwise#of}.
     */
    public Optional<Elementwise> elements() {
        return elements;
    }

    private static CacheSettings tagged(CacheSettings settings, TagTemplates tags, @Nullable Object[] arguments) {
        List<String> made = tags.of(arguments);
        return made.isEmpty() ? settings : settings.with(CacheOptions.defaults().tags(made.toArray(String[]::new)));
    }

    /** Returns the name of the cache. */
    public String cache() {
        return cache;
    }

    /** Returns the settings, all resolved but for tags that are made of the arguments. */
    public CacheSettings settings() {
        return settings;
    }

    /**
     * Returns the settings for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when no tag can be made of one
     */
    public CacheSettings settings(@Nullable Object[] arguments) {
        return fixedTags ? settings : tagged(settings, tags, arguments);
    }

    /** Returns the type of the values, a stage and an {@code Optional} around them taken away. */
    public Type valueType() {
        return shape.value();
    }

    /** Returns whether the method answers by a {@code CompletionStage}. */
    public boolean isLater() {
        return shape.later();
    }

    /**
     * Returns the id of the key for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one cannot take part in a key
     */
    public String id(@Nullable Object[] arguments) {
        return keys.id(arguments);
    }

    /**
     * Returns the ids of all calls, with {@code {}} in place of each argument; empty where the application makes them. Methods of
     * one cache that have the same form may meet the same entries.
     */
    public Optional<String> keyForm() {
        return keys.form().map(KeyForm::text);
    }

    /** Returns the form of all keys; empty where the application makes them. */
    public Optional<KeyForm> form() {
        return keys.form();
    }

    /** Returns the forms of its tags. */
    public List<KeyForm> tagForms() {
        return tags.forms();
    }

    /**
     * Returns the key for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one cannot take part in a key
     */
    public CacheKey<Object> key(@Nullable Object[] arguments) {
        return CacheKey.of(keys.id(arguments), shape.value());
    }

    /**
     * Returns under what the value for a call with {@code arguments} is kept in this JVM: made without its id where the
     * arguments are plain values, else the key itself. Equal ones have equal keys.
     *
     * @throws io.github.cachex.error.CacheKeyException when an argument cannot take part in a key
     */
    public Object nearKey(@Nullable Object[] arguments) {
        Object near = keys.near(arguments);
        return near == null ? key(arguments) : near;
    }

    /**
     * Returns {@link #nearKey} where it can be made, and is known to be asked for, without any code of the application; null where it
     * cannot.
     */
    public @Nullable Object plainKey(@Nullable Object[] arguments) {
        return choice.isForAll() && elements.isEmpty() ? keys.near(arguments) : null;
    }

    /** Returns whether its key is made of what it stores as well. */
    public boolean isKeyedByResult() {
        return keys.areOfResult();
    }

    /** Returns whether its key or tags are made of what it stores as well. */
    public boolean namesResult() {
        return ofResult;
    }

    /** Returns {@code arguments} with what is {@code stored} behind them, as keys and tags that name the result are made of. */
    public @Nullable Object[] withResult(@Nullable Object[] arguments, @Nullable Object stored) {
        if (!ofResult) {
            return arguments;
        }
        @Nullable Object[] more = Arrays.copyOf(arguments, arguments.length + 1);
        more[arguments.length] = stored;
        return more;
    }

    /**
     * Returns what names the part of the key that is null for a call with {@code arguments}, such as {@code {post.id}}; empty if
     * there is none.
     *
     * @throws io.github.cachex.error.CacheKeyException when one of them cannot be read
     */
    public Optional<String> nullPart(@Nullable Object[] arguments) {
        return keys.nullPart(arguments);
    }

    /** Returns whether a call with {@code arguments} is cached at all. */
    public boolean isFor(@Nullable Object[] arguments) {
        return choice.isFor(arguments);
    }

    /** Returns whether {@code content}, which a call with {@code arguments} came to, is stored. */
    public boolean keeps(@Nullable Object[] arguments, @Nullable Object content) {
        return on && choice.keeps(arguments, content);
    }

    /**
     * Returns {@code settings} with the condition of values as their filter, for a call with {@code arguments} that asks for several:
     * each value is stored or not by itself.
     */
    public CacheSettings filtering(CacheSettings settings, @Nullable Object[] arguments) {
        if (choice.isKeepingAll()) {
            return settings;
        }
        CacheOptions filter = CacheOptions.defaults().storeIf(value -> choice.keeps(arguments, value));
        return settings.with(choice.keeps(arguments, null) ? filter : filter.cacheNull(false));
    }

    /** Returns what a {@code CachexPut} stores after a call with {@code arguments} answered {@code result}. */
    public @Nullable Object stored(@Nullable Object result, @Nullable Object[] arguments) {
        return shape.stored(result, arguments);
    }

    /** Returns {@code returned} as it is cached: the content of an {@code Optional}, null for an empty one. */
    public @Nullable Object content(@Nullable Object returned) {
        return ReturnShape.content(returned);
    }

    /** Returns the cached {@code content} as the method returns it. */
    public @Nullable Object returned(@Nullable Object content) {
        return shape.returned(content);
    }
}
