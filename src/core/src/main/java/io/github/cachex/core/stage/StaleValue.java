// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import org.jspecify.annotations.Nullable;

/**
 * A stored value past its ttl, to be served if need be.
 *
 * @param entryId the id of its entry
 * @param value the decoded value
 * @param readAt when the read that found it was sent, by {@link System#nanoTime}
 */
public record StaleValue(long entryId, @Nullable Object value, long readAt) {}
