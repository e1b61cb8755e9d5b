// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.flight.SingleFlight;

/**
 * The ways of those who ask for what this JVM does not keep.
 *
 * @param one fetches one key
 * @param later fetches one key without keeping the caller waiting
 * @param many fetches several keys at once
 * @param reads reads without loading
 * @param presence tells what is there
 * @param look shows what is there
 */
public record StagedFetches(
        SingleFlight one, AsyncFetch later, BulkFetch many, EntryReads reads, EntryPresence presence, EntryLook look) {}
