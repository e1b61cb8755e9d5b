// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.spi.Lifetime;
import org.jspecify.annotations.Nullable;

/**
 * What a loader answered.
 *
 * @param value the value
 * @param began when the loader began, by {@link System#nanoTime}
 * @param lifetime how long it is to live if stored
 * @param stamp what was known of invalidations by tag before the load, and the tags of the value
 * @param vetoed whether the load said that it must not be stored
 */
public record Loaded(@Nullable Object value, long began, Lifetime lifetime, InvalidationStamp stamp, boolean vetoed) {}
