// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import java.util.List;

/**
 * What an entry carries so that invalidations by tag, pattern and clear can be held against it: what was known of its cache's
 * marks when its load began, and its tags.
 *
 * @param incarnation of the set of marks; zero where the backend has none
 * @param epoch the highest epoch known before the load
 * @param tags what it can be invalidated by
 */
public record InvalidationStamp(long incarnation, long epoch, List<String> tags) {
    /** For backends without marks. */
    public static final InvalidationStamp NONE = new InvalidationStamp(0, 0, List.of());

    /** Returns this stamp with {@code tags}. */
    public InvalidationStamp with(List<String> tags) {
        return tags.isEmpty() && this.tags.isEmpty() ? this : new InvalidationStamp(incarnation, epoch, tags);
    }
}
