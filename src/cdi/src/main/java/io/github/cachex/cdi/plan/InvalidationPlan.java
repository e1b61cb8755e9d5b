// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.operation.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one {@code CachexInvalidate} of one method of one bean class asks for. Immutable, made once per application. */
public final class InvalidationPlan {
    /** Says what is invalidated for a call. */
    @FunctionalInterface
    interface Targets {
        Selection of(@Nullable Object[] arguments);
    }

    /**
     * What the targets of all calls can be.
     *
     * @param keys the forms of keys, or the pattern that they match; empty where the application makes them, or others are invalidated
     * @param tags the forms of tags
     * @param groups whether it is all that a tag, a pattern or a whole cache has, and not what keys name
     */
    public record Reach(List<KeyForm> keys, List<KeyForm> tags, boolean groups) {}

    private final String cache;
    private final Targets targets;
    private final Reach reach;
    private final CallConditions choice;
    private final boolean soft;
    private final boolean before;

    InvalidationPlan(String cache, Targets targets, Reach reach, CallConditions choice, boolean soft, boolean before) {
        this.cache = cache;
        this.targets = targets;
        this.reach = reach;
        this.choice = choice;
        this.soft = soft;
        this.before = before;
    }

    /** Returns the name of the cache. */
    public String cache() {
        return cache;
    }

    /** Returns whether a call with {@code arguments} invalidates anything; so it does where that cannot be told. */
    public boolean isFor(@Nullable Object[] arguments) {
        return choice.isFor(arguments);
    }

    /**
     * Returns what is invalidated for a call with {@code arguments}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one cannot take part in a key
     */
    public Selection target(@Nullable Object[] arguments) {
        return targets.of(arguments);
    }

    /** Returns what may be invalidated. */
    public Reach reach() {
        return reach;
    }

    /** Returns whether entries only end, and may still stand in as stale ones. */
    public boolean isSoft() {
        return soft;
    }

    /** Returns whether they are invalidated before the method runs as well. */
    public boolean isBefore() {
        return before;
    }
}
