// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.operation.StrictWrites;

/**
 * What can be done with a cache.
 *
 * @param fetches fetches and reads
 * @param puts puts
 * @param strict the operations that never guess
 * @param invalidations invalidations
 * @param async the same for callers who do not wait
 */
record Operations(
        SwitchedFetches fetches, Puts puts, StrictWrites strict, Invalidations invalidations, AsyncCalls async) {}
