// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import java.util.List;

/** Which entries of a cache are invalidated. */
public sealed interface Selection {
    /** Those with these {@code ids}. */
    record Ids(List<String> ids) implements Selection {}

    /** Those with one of these {@code tags}. */
    record Tagged(List<String> tags) implements Selection {}

    /** Those whose ids match {@code glob}. */
    record Matching(String glob) implements Selection {}

    /** All of them. */
    record All() implements Selection {}
}
