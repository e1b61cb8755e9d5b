// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

/**
 * A stored value past its ttl, to be served if need be.
 *
 * @param entryId the id of its entry
 * @param value the value, for as many as it is served to
 * @param readAt when the read that found it was sent, by {@link System#nanoTime}
 */
public record StaleValue(long entryId, SharedValue value, long readAt) {}
