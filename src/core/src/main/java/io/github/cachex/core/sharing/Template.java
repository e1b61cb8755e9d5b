// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import org.jspecify.annotations.Nullable;

/** What copies of one value are made of. Immutable and thread-safe. */
sealed interface Template {
    /** A value that nobody can change, neither its callers nor who made it. */
    Template IMMUTABLE = new Same();

    /** Returns whether all copies are the same object. */
    boolean isFixed();

    /** Returns the copy for one caller, of {@code original}, which the template was made of. */
    @Nullable
    Object copy(@Nullable Object original);

    /** The original itself. */
    record Same() implements Template {
        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public @Nullable Object copy(@Nullable Object original) {
            return original;
        }
    }

    /** An unmodifiable copy that nobody has the insides of. */
    record Snapshot(Object value) implements Template {
        @Override
        public boolean isFixed() {
            return true;
        }

        @Override
        public Object copy(@Nullable Object original) {
            return value;
        }
    }

    /** A container whose members nobody can change; {@code kept} is handed to no one. */
    record Shallow(Container container, Object kept) implements Template {
        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public Object copy(@Nullable Object original) {
            return container.copy(kept);
        }
    }

    /** A container of which some members are copied in turn; {@code blank} is one like it without members. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Nested(
            Container container, Object blank, @Nullable Object[] members, Template[] templates) implements Template {
        @Override
        public boolean isFixed() {
            return false;
        }

        @Override
        public Object copy(@Nullable Object original) {
            return container.build(blank, copies(members, templates));
        }

        static @Nullable Object[] copies(@Nullable Object[] members, Template[] templates) {
            @Nullable Object[] copies = new Object[members.length];
            for (int i = 0; i < members.length; i++) {
                copies[i] = templates[i].copy(members[i]);
            }
            return copies;
        }
    }
}
