// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import java.util.List;
import java.util.function.Predicate;

/**
 * The throwables that an annotation names. If some are included, those; otherwise, all but what is excluded; what is both is out.
 *
 * @param included the classes that are in
 * @param excluded the classes that are out
 * @param byDefault whether all are in where nothing is named
 */
record Filter(List<Class<? extends Throwable>> included, List<Class<? extends Throwable>> excluded, boolean byDefault)
        implements Predicate<Throwable> {
    static Filter of(Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded, boolean byDefault) {
        return new Filter(List.of(included), List.of(excluded), byDefault);
    }

    @Override
    public boolean test(Throwable failure) {
        return isFor(failure.getClass());
    }

    /** Returns whether throwables of {@code type} are in. */
    boolean isFor(Class<?> type) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return byDefault;
        }
        return (included.isEmpty() || included.stream().anyMatch(one -> one.isAssignableFrom(type)))
                && excluded.stream().noneMatch(one -> one.isAssignableFrom(type));
    }
}
