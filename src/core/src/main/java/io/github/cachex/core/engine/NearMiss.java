// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.near.NearHit;
import io.github.cachex.core.near.NearLookup;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.statistics.CallCounters;
import io.github.cachex.core.transaction.Transactions.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A call that this JVM cannot answer at once, with what was found out on the way, so that its fetch need not ask again. Good for that
 * fetch alone, on the same thread.
 *
 * @param nearKey what was looked up
 * @param owner in whose name the call is made; null where that is yet to be asked
 * @param transaction the thread's transaction; null if it is in none
 * @param due what is kept and to be refreshed; null if there is nothing
 * @param counters where the call is counted; null for the cache's handler
 * @param isLooked whether it was looked whether anything is kept
 */
public record NearMiss(
        Object nearKey,
        @Nullable Namespace owner,
        @Nullable Transaction transaction,
        @Nullable NearHit due,
        @Nullable CallCounters counters,
        boolean isLooked)
        implements NearLookup {
    /** Returns the miss of a call of which nothing is known. */
    static NearMiss unknown(Object nearKey) {
        return new NearMiss(nearKey, null, null, null, null, false);
    }
}
