// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

/**
 * Of which slots a link takes what it hears: in a cluster everything is said on every node, on the one that holds the slot first,
 * on the others a moment later.
 */
interface SlotFilter {
    /** Takes everything. */
    SlotFilter ALL = new SlotFilter() {
        @Override
        public boolean takes(int slot) {
            return true;
        }

        @Override
        public boolean takesAll() {
            return true;
        }
    };

    boolean takes(int slot);

    /** Returns whether it takes those of all slots, so that the slot need not be known. */
    boolean takesAll();
}
