// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.cas;

import io.github.cachex.spi.CallBudget;
import java.util.List;
import java.util.Optional;

/** A {@link CasStore} that can list its records by their names. With it a {@link CasBackend} frees what was invalidated as a group. */
public interface ListingStore extends CasStore {
    /**
     * A record.
     *
     * @param name its name
     * @param head how it begins: as many bytes as were asked for, or all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Listed(String name, byte[] head) {}

    /**
     * Returns a page of the records whose names begin with {@code prefix}, in an order of the store's that is always the same.
     *
     * @param after the last name of the page before; empty for the first
     * @param most how many there are at most on a page; fewer say that it is the last
     * @param head how many bytes of each record are wanted
     */
    List<Listed> list(String prefix, Optional<String> after, int most, int head, CallBudget budget);
}
