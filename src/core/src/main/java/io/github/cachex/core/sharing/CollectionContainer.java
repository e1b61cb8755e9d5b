// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A class of collections. */
@SuppressWarnings({"unchecked", "rawtypes"}) // what a collection holds is no business of ours
final class CollectionContainer extends Container {
    private final BiFunction<Collection, Collection, Collection> filled;
    private final @Nullable UnaryOperator<Collection> cloned;

    /**
     * Creates one.
     *
     * @param filled makes a collection like its first argument that holds the elements of its second, in their order
     * @param cloned makes a copy faster; null where nothing does
     */
    CollectionContainer(
            Openness openness,
            BiFunction<Collection, Collection, Collection> filled,
            @Nullable UnaryOperator<Collection> cloned) {
        super(openness);
        this.filled = filled;
        this.cloned = cloned;
    }

    @Override
    @Nullable
    Object[] members(Object value) {
        return ((Collection<?>) value).toArray();
    }

    @Override
    Object build(Object like, @Nullable Object[] members) {
        return filled.apply((Collection) like, Arrays.asList(members));
    }

    @Override
    Object copy(Object kept) {
        return cloned == null ? super.copy(kept) : cloned.apply((Collection) kept);
    }
}
