// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

/**
 * A {@link Loader} that may steer how its value is stored.
 *
 * @param <T> the value's type; null means that there is none
 * @param <E> the checked exception that it may throw, which arrives at the caller as it was thrown
 */
@FunctionalInterface
public interface ContextLoader<T, E extends Exception> {
    /** Returns the value. Called at most once per fetch, on the caller's thread, with no connection held. */
    T load(FetchContext context) throws E;
}
