// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.util.OptionalLong;

/**
 * One run of a server, from its start to its end. memcached counts its cas uniques from one with each run, so that one which was learned
 * from an earlier run may be that of quite another record by now. So a version holds the number of its run too, and counts in that
 * run alone.
 *
 * @param identity what the server was given to keep by whoever came first in this run
 * @param number by which it is known here
 * @param itemSize its largest item with all that belongs to it, in bytes
 */
record ServerRun(String identity, int number, long itemSize) {
    /** More runs than one that holds a lease could live to see. */
    static final int NUMBERS = 1 << 12;

    private static final int CAS_BITS = 52;
    private static final long LARGEST_CAS = (1L << CAS_BITS) - 1;

    /** Returns the version of what has the unique {@code cas} in this run. */
    long version(long cas) throws UnreadableReplyException {
        if (cas <= 0 || cas > LARGEST_CAS) {
            throw new UnreadableReplyException("a cas unique of " + cas);
        }
        return (long) number << CAS_BITS | cas;
    }

    /** Returns the unique of what has {@code version}; empty where that is of another run. */
    OptionalLong cas(long version) {
        return version >>> CAS_BITS == number ? OptionalLong.of(version & LARGEST_CAS) : OptionalLong.empty();
    }
}
