// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.util.List;

/** Entries of a cache that are to be invalidated. */
public sealed interface Target {
    /** Those of {@code ids}. */
    record Ids(List<String> ids) implements Target {}

    /** Those that carry one of {@code tags}. */
    record Tagged(List<String> tags) implements Target {}

    /** Those whose id matches {@code glob}. */
    record Matching(String glob) implements Target {}

    /** All. */
    record All() implements Target {}
}
