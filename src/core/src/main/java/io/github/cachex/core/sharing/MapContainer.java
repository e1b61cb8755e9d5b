// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A class of maps. */
@SuppressWarnings({"unchecked", "rawtypes"}) // what a map holds is no business of ours
final class MapContainer extends Container {
    private final UnaryOperator<Map> empty;
    private final UnaryOperator<Map> sealed;
    private final @Nullable UnaryOperator<Map> cloned;

    /**
     * Creates one.
     *
     * @param empty makes an empty map that is like its argument
     * @param sealed makes of a filled map what callers are given
     * @param cloned makes a copy faster; null where nothing does
     */
    MapContainer(
            Openness openness,
            UnaryOperator<Map> empty,
            UnaryOperator<Map> sealed,
            @Nullable UnaryOperator<Map> cloned) {
        super(openness);
        this.empty = empty;
        this.sealed = sealed;
        this.cloned = cloned;
    }

    @Override
    @Nullable
    Object[] members(Object value) {
        Map<?, ?> map = (Map<?, ?>) value;
        List<@Nullable Object> members = new ArrayList<>(2 * map.size());
        map.forEach((key, mapped) -> {
            members.add(key);
            members.add(mapped);
        });
        return members.toArray();
    }

    @Override
    Object build(Object like, @Nullable Object[] members) {
        Map filled = empty.apply((Map) like);
        for (int i = 0; i < members.length; i += 2) {
            filled.put(members[i], members[i + 1]);
        }
        return sealed.apply(filled);
    }

    @Override
    Object copy(Object kept) {
        return cloned == null ? super.copy(kept) : cloned.apply((Map) kept);
    }
}
