// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import org.jspecify.annotations.Nullable;

/** How the values of one class are copied, found once per class. Immutable and thread-safe. */
interface ClassPlan {
    /** Values that nobody can change. */
    ClassPlan IMMUTABLE = (value, members) -> Template.IMMUTABLE;
    /** Values that only their serializer can copy. */
    ClassPlan OPAQUE = (value, members) -> null;

    /**
     * Returns the template of {@code value}, asking {@code members} for those of what it holds; null if only its serializer can
     * copy it.
     */
    @Nullable
    Template template(Object value, Members members);

    /** Knows the templates of what a value holds. */
    @FunctionalInterface
    interface Members {
        /** Returns the template of {@code member}; null if only a serializer can copy it. */
        @Nullable
        Template template(@Nullable Object member);
    }
}
