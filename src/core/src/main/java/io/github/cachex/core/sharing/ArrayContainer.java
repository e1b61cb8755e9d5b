// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Arrays: of primitives, which have no members to look at, and of objects. */
final class ArrayContainer extends Container {
    private static final Object[] NONE = {};

    ArrayContainer() {
        super(Openness.MODIFIABLE);
    }

    @Override
    @Nullable
    Object[] members(Object value) {
        return value instanceof Object[] objects ? objects.clone() : NONE;
    }

    @Override
    Object build(Object like, @Nullable Object[] members) {
        if (!(like instanceof Object[])) {
            return copy(like);
        }
        Object array = Array.newInstance(like.getClass().getComponentType(), members.length);
        System.arraycopy(members, 0, array, 0, members.length);
        return array;
    }

    @Override
    @SuppressWarnings("SuspiciousSystemArraycopy") // of the same type
    Object copy(Object kept) {
        if (kept instanceof Object[] objects) {
            return objects.clone();
        }
        int length = Array.getLength(kept);
        Object copy = Array.newInstance(kept.getClass().getComponentType(), length);
        System.arraycopy(kept, 0, copy, 0, length);
        return copy;
    }
}
