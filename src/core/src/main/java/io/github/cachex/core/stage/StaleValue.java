// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.spi.Validators;
import java.util.List;

/**
 * A stored value past its ttl, to be served if need be, or one that is to be replaced.
 *
 * @param entryId the id of its entry
 * @param value the value, for as many as it is served to
 * @param readAt when the read that found it was sent, by {@link System#nanoTime}
 * @param tags what it can be invalidated by, as far as that is known
 * @param validators by what the source can tell that it has not changed, as far as that is known
 */
public record StaleValue(long entryId, SharedValue value, long readAt, List<String> tags, Validators validators) {
    /** Creates one of which only the value is known. */
    public StaleValue(long entryId, SharedValue value, long readAt) {
        this(entryId, value, readAt, List.of(), Validators.NONE);
    }

    /** Creates one that was stored with {@code head}. */
    public static StaleValue of(long entryId, SharedValue value, long readAt, EntryHeader head) {
        return new StaleValue(entryId, value, readAt, head.stamp().tags(), head.validators());
    }
}
