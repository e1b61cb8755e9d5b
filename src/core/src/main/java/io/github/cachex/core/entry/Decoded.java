// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import org.jspecify.annotations.Nullable;

/** What became of stored bytes. */
public sealed interface Decoded {
    /** They hold {@code value}. */
    record Value(@Nullable Object value) implements Decoded {}

    /** They cannot be used, for {@code reason}: a miss. */
    record Unusable(String reason) implements Decoded {}
}
