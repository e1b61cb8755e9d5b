// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import java.util.List;
import java.util.stream.Stream;

/** Which entries of a cache are invalidated. */
public sealed interface Selection {
    /**
     * Returns those with {@code ids}.
     *
     * @throws io.github.cachex.error.CacheKeyException when one is null
     */
    static Selection ids(String... ids) {
        return new Ids(
                Stream.of(ids).map(id -> CacheKey.of(id, Object.class).id()).toList());
    }

    /** Those with these {@code ids}. */
    record Ids(List<String> ids) implements Selection {}

    /** Those with one of these {@code tags}. */
    record Tagged(List<String> tags) implements Selection {}

    /** Those whose ids match {@code glob}. */
    record Matching(String glob) implements Selection {}

    /** All of them. */
    record All() implements Selection {}
}
