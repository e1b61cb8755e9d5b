// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.lane.BackendLane;

/**
 * What a cache stands on.
 *
 * @param services what it has in common with all others
 * @param lane of the backend in which its entries live
 * @param codec what encodes its entries
 */
record CacheGround(EngineServices services, BackendLane lane, EntryCodec codec) {}
