// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.spi.TagState;

/** What marks say of entries, for those who look at a cache without using it. */
public final class MarkJudgement {
    private MarkJudgement() {}

    /** Returns what the entry of {@code id} with {@code stamp} is worth by {@code state}, which has all marks of its cache. */
    public static Verdict of(TagState state, String id, InvalidationStamp stamp) {
        MarkMirror mirror = new MarkMirror(state.incarnation());
        mirror.add(state);
        return mirror.judge(id, stamp);
    }
}
