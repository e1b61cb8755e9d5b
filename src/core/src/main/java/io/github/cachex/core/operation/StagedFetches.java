// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.core.flight.SingleFlight;
import io.github.cachex.core.origin.ReloadStage;

/**
 * The ways of those who ask for what this JVM does not keep.
 *
 * @param one fetches one key
 * @param reloads loads one key whatever is stored
 * @param reload looks at what such a load is to replace
 * @param later fetches one key without keeping the caller waiting
 * @param many fetches several keys at once
 * @param manyLater fetches several keys at once without keeping the caller waiting
 * @param reads reads without loading
 * @param presence tells what is there
 * @param look shows what is there
 */
public record StagedFetches(
        SingleFlight one,
        SingleFlight reloads,
        ReloadStage reload,
        AsyncFetch later,
        BulkFetch many,
        AsyncBulkFetch manyLater,
        EntryReads reads,
        EntryPresence presence,
        EntryLook look) {}
