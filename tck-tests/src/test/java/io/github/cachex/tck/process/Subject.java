// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.util.Optional;

/** A cache under test, or what one might have written instead of it; a slot of the source is its key. */
interface Subject extends AutoCloseable {
    /** Loads the version of a slot. */
    @FunctionalInterface
    interface Load {
        Long load() throws LoadException;
    }

    /** What a failing load throws: checked, so that only the very same exception can arrive. */
    final class LoadException extends Exception {
        private static final long serialVersionUID = 1L;

        LoadException(String message) {
            super(message);
        }
    }

    Long fetch(int slot, Load load) throws LoadException;

    Optional<Long> get(int slot);

    /** Returns whether it is certain that the invalidation was applied. */
    boolean invalidate(int slot);

    /** Returns whether it is certain that the value was stored. */
    boolean put(int slot, long version);

    /** Returns whether the value was stored; throws when that is not certain. */
    boolean putIfAbsent(int slot, long version);

    @Override
    void close();
}
