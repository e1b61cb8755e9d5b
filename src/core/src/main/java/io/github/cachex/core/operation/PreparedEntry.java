// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.spi.NewEntry;

/**
 * An entry that is to be stored later.
 *
 * @param entry its bytes
 * @param stamp the stamp in these
 * @param value what these hold, whatever the caller does to its object until then
 */
public record PreparedEntry(NewEntry entry, InvalidationStamp stamp, SharedValue value) {}
