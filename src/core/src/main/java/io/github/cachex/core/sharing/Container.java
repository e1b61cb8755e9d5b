// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A kind of values that hold others: collections, maps, arrays, Optionals, records. A copy has a container of its own and
 * shares the members that nobody can change.
 */
abstract class Container implements ClassPlan {
    /** Who can change a value of the kind. */
    enum Openness {
        /** Its callers. */
        MODIFIABLE,
        /** Who made it: it is a view of something modifiable. */
        VIEW,
        /** Nobody. */
        UNMODIFIABLE
    }

    private static final Object[] NONE = {};

    private final Openness openness;

    Container(Openness openness) {
        this.openness = openness;
    }

    /** Returns the members of {@code value} in their order; a map's keys, each with its value behind it. */
    abstract @Nullable Object[] members(Object value);

    /** Returns a new one with {@code members} that is otherwise like {@code like}, as far as comparators and types of members go. */
    abstract Object build(Object like, @Nullable Object[] members);

    /** Returns a copy of {@code kept}, whose members nobody can change. */
    Object copy(Object kept) {
        return build(kept, members(kept));
    }

    /** Returns one like {@code like} that is kept to build others. */
    Object blank(Object like) {
        return build(like, NONE);
    }

    /** Returns whether {@link #build} gives what holds {@code members}, and not what a constructor made of them. */
    boolean isBuiltOf(Object like, @Nullable Object[] members) {
        return true;
    }

    @Override
    public @Nullable Template template(Object value, Members asked) {
        @Nullable Object[] members = members(value);
        @Nullable Template[] nested = null;
        boolean fixed = true;
        for (int i = 0; i < members.length; i++) {
            Template template = asked.template(members[i]);
            if (template == null) {
                return null;
            }
            if (template != Template.IMMUTABLE && nested == null) {
                nested = new Template[members.length];
                Arrays.fill(nested, 0, i, Template.IMMUTABLE);
            }
            if (nested != null) {
                nested[i] = template;
            }
            fixed &= template.isFixed();
        }
        if (nested == null && openness == Openness.UNMODIFIABLE) {
            return Template.IMMUTABLE;
        }
        return copied(value, members, nested, fixed);
    }

    @SuppressWarnings("NullAway") // all templates are filled in by now
    private @Nullable Template copied(
            Object value, @Nullable Object[] members, @Nullable Template @Nullable [] nested, boolean fixed) {
        @Nullable Object[] copies = nested == null ? members : Template.Nested.copies(members, nested);
        if (!isBuiltOf(value, copies)) {
            return null;
        }
        if (!fixed && nested != null) {
            for (int i = 0; i < members.length; i++) {
                members[i] = nested[i] == Template.IMMUTABLE ? members[i] : null;
            }
            return new Template.Nested(this, blank(value), members, nested);
        }
        Object kept = build(value, copies);
        return openness == Openness.MODIFIABLE ? new Template.Shallow(this, kept) : new Template.Snapshot(kept);
    }
}
