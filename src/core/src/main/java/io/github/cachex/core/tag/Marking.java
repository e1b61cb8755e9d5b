// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of marks that were to be made.
 *
 * @param state the epoch before them and their last one, without them, where all were made and nobody else made one between them
 * @param queued those that are not made yet
 * @param failure why they are not; empty where there was no more time
 */
public record Marking(Optional<TagState> state, Set<String> queued, Optional<CacheBackendException> failure) {
    /** Returns {@code made}, one after the other, as one; empty where others were made between them. */
    static Optional<TagState> inOne(List<TagState> made) {
        if (made.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 1; i < made.size(); i++) {
            if (made.get(i).previous() != made.get(i - 1).epoch()
                    || made.get(i).incarnation() != made.get(0).incarnation()) {
                return Optional.empty();
            }
        }
        TagState last = made.get(made.size() - 1);
        return Optional.of(
                new TagState(last.incarnation(), made.get(0).previous(), last.epoch(), last.floor(), Map.of()));
    }

    /** Throws why they are not made, where the backend failed. */
    public void orThrow() {
        failure.ifPresent(e -> {
            throw e;
        });
    }
}
