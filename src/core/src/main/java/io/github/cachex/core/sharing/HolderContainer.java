// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A class of unmodifiable values that hold one or two others. */
final class HolderContainer extends Container {
    private final Function<Object, @Nullable Object[]> members;
    private final Function<@Nullable Object[], Object> built;

    /** Creates one of what a value holds and how another is made of that. */
    HolderContainer(Function<Object, @Nullable Object[]> members, Function<@Nullable Object[], Object> built) {
        super(Openness.UNMODIFIABLE);
        this.members = members;
        this.built = built;
    }

    @Override
    @Nullable
    Object[] members(Object value) {
        return members.apply(value);
    }

    @Override
    Object build(Object like, @Nullable Object[] members) {
        return built.apply(members);
    }

    @Override
    Object blank(Object like) {
        return this;
    }
}
