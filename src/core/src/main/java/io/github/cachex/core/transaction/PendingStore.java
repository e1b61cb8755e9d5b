// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.spi.NewEntry;

/**
 * What is to be stored after a commit.
 *
 * @param entry its bytes
 * @param stamp the stamp in these
 * @param settings of the call that gave it
 * @param changes of its stripe before that
 * @param rejected the entry that was found and could not be used
 */
record PendingStore(NewEntry entry, InvalidationStamp stamp, CacheSettings settings, int changes, long rejected) {}
