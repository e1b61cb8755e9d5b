// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.spi.StoredEntry;
import java.security.SecureRandom;

/**
 * Makes ids that no other entry in the cluster has; also the fencing tokens of leases. Drawn from the operating system, so
 * that a JVM restored twice from one checkpoint does not repeat itself.
 */
public final class EntryIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private EntryIds() {}

    /** Returns a new id. */
    public static long next() {
        long id = RANDOM.nextLong();
        return id == StoredEntry.UNREADABLE ? next() : id;
    }
}
