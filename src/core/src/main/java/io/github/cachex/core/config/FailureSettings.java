// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.CacheOptions;
import io.github.cachex.CacheOptions.Name;
import io.github.cachex.spi.RebuiltExceptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The failures of loads that are kept.
 *
 * @param classes their classes, exactly; each can be made again
 * @param ttl how long a kept one is thrown; at least 1 ms
 */
public record FailureSettings(List<Class<? extends Exception>> classes, Duration ttl) {
    /** Nothing is kept. */
    public static final FailureSettings NONE = new FailureSettings(List.of(), Duration.ofSeconds(10));

    /** Returns the class of this name, if failures of it are kept. Nothing is loaded for a name that is not among them. */
    public Optional<Class<? extends Exception>> named(String name) {
        for (Class<? extends Exception> kept : classes) {
            if (kept.getName().equals(name)) {
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }

    /** Returns those whose class is {@code wanted}. */
    FailureSettings only(Predicate<? super Class<? extends Exception>> wanted) {
        return new FailureSettings(classes.stream().filter(wanted).toList(), ttl);
    }

    /** Returns these settings with what {@code options} sets in their place. */
    FailureSettings with(CacheOptions options) {
        return new FailureSettings(
                options.<List<Class<? extends Exception>>>value(Name.CACHE_EXCEPTIONS)
                        .orElse(classes),
                options.<Duration>value(Name.EXCEPTION_TTL).orElse(ttl));
    }

    /** Reads names of classes of exceptions that can be made again, with commas between them; {@code none} for none. */
    static List<Class<? extends Exception>> classes(String text) {
        Function<String, List<Class<?>>> reader = StaleFailures.foundOr("none");
        List<Class<? extends Exception>> classes = new ArrayList<>();
        for (Class<?> named : reader.apply(text)) {
            RebuiltExceptions.objection(named).ifPresent(objection -> {
                throw new IllegalArgumentException(objection);
            });
            classes.add(named.asSubclass(Exception.class));
        }
        return classes;
    }
}
