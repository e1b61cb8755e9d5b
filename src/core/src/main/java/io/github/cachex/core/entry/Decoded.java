// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import org.jspecify.annotations.Nullable;

/** What became of stored bytes. */
public sealed interface Decoded {
    /** They hold {@code value}, and what was stored with it. */
    record Value(@Nullable Object value, Head head) implements Decoded {}

    /**
     * They cannot be used, for {@code reason}: a miss. They are {@code foreign} where another release of the application or
     * of Cachex may well be using them, so that they are not to be replaced while they are fresh.
     */
    record Unusable(String reason, boolean foreign) implements Decoded {}
}
