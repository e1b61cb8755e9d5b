// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.coherence.MarkListener;
import io.github.cachex.core.event.StoreFigures;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;

/**
 * Notes that others invalidate by tags, and hands all on.
 *
 * @param next goes by the marks
 * @param stores is told
 */
record HeardTags(MarkListener next, StoreFigures stores) implements MarkListener {
    @Override
    public boolean heard(TagState state) {
        if (!stores.areTagsUsed() && state.marks().keySet().stream().anyMatch(Group::isOfTag)) {
            stores.tagsUsed();
        }
        return next.heard(state);
    }

    @Override
    public void missed() {
        next.missed();
    }

    @Override
    public boolean isCurrent(TagState state) {
        return next.isCurrent(state);
    }

    @Override
    public boolean isAhead(TagState state) {
        return next.isAhead(state);
    }

    @Override
    public void sync(CallBudget budget) {
        next.sync(budget);
    }
}
