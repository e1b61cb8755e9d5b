// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.error.MessageText;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The failures of a load for which something else may be answered. Classes go by their names, so that settings keep no
 * application's class loader alive, and the engine needs none of the libraries that they come from.
 *
 * @param staleOn the classes for which a stale value may stand in; none for all but those that say that nothing is there
 * @param skipOn the classes for which nothing stands in, whatever {@code staleOn} says
 */
public record StaleFailures(List<String> staleOn, List<String> skipOn) {
    private static final int MOST_SHOWN = 200;

    /** A stale value stands in for every exception but those that say that nothing is there. */
    public static final StaleFailures DEFAULT = new StaleFailures(List.of(), List.of());

    private static final Set<String> GONE = Set.of(
            "java.util.NoSuchElementException",
            "jakarta.persistence.EntityNotFoundException",
            "jakarta.persistence.NoResultException",
            "jakarta.ws.rs.NotFoundException");

    /** Returns whether {@code failure} reaches the caller as it is. */
    public boolean skips(Throwable failure) {
        return isOne(failure.getClass(), skipOn::contains);
    }

    /** Returns whether a stale value may stand in for {@code failure}. */
    public boolean allowsStale(Throwable failure) {
        return failure instanceof Exception
                && !skips(failure)
                && !isGone(failure)
                && (staleOn.isEmpty() || isOne(failure.getClass(), staleOn::contains));
    }

    /** Returns whether {@code failure} says that there is nothing to load any more, so that what was stored is wrong now. */
    public boolean isGone(Throwable failure) {
        // A wider class in staleOn does not mean these: an old row must not be answered for one that was deleted.
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (staleOn.contains(type.getName())) {
                return false;
            }
            if (GONE.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(Class<?> failure, Predicate<String> named) {
        for (Class<?> type = failure; type != null; type = type.getSuperclass()) {
            if (named.test(type.getName())) {
                return true;
            }
        }
        return false;
    }

    static List<String> names(List<Class<? extends Throwable>> classes) {
        return classes.stream().map(Class::getName).toList();
    }

    /** Reads the names of classes of exceptions, with commas between them; {@code unnamed} for no names. */
    static Function<String, List<String>> classesOr(String unnamed) {
        Function<String, List<Class<?>>> found = foundOr(unnamed);
        return text -> found.apply(text).stream().map(Class::getName).toList();
    }

    /** Reads the same as classes. */
    static Function<String, List<Class<?>>> foundOr(String unnamed) {
        return text -> text.equalsIgnoreCase(unnamed)
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .<Class<?>>map(StaleFailures::found)
                        .toList();
    }

    private static Class<?> found(String name) {
        Class<?> named = find(name, Thread.currentThread().getContextClassLoader());
        if (named == null) {
            named = find(name, StaleFailures.class.getClassLoader());
        }
        if (named == null) {
            throw new IllegalArgumentException("there is no class '" + MessageText.shown(name, MOST_SHOWN)
                    + "'; write whole names with commas between them, for example java.io.IOException");
        }
        if (!Throwable.class.isAssignableFrom(named)) {
            throw new IllegalArgumentException(
                    name + " is no exception; write classes of exceptions, for example java.io.IOException");
        }
        return named;
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
