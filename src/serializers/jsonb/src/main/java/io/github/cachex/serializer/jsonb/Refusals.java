// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import io.github.cachex.error.CacheSerializationException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which kinds of values could not be written. JSON-B logs each failure as severe, so that later values of such a kind are
 * searched for the cause before it gets them. Thread-safe.
 */
final class Refusals {
    private static final int MAX_REMEMBERED = 10_000;

    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();
    private final Set<Set<Class<?>>> failedWithoutCause = ConcurrentHashMap.newKeySet();

    /** Throws where {@code value} cannot be written, as another of its kind could not. */
    void check(Object value) {
        if (failed.contains(value.getClass())) {
            Unwritable search = new Unwritable(value);
            search.reason().ifPresent(reason -> {
                throw refusal(value, reason, null);
            });
            if (failedWithoutCause.contains(search.classes())) {
                throw refusal(value, ": JSON-B cannot write it; " + remedy(null), null);
            }
        }
    }

    /** Returns what to throw after {@code failure} to write {@code value}, and remembers it. */
    CacheSerializationException of(Object value, Throwable failure) {
        Unwritable search = new Unwritable(value);
        if (failed.size() < MAX_REMEMBERED) {
            failed.add(value.getClass());
        }
        Optional<String> reason = search.reason();
        if (reason.isEmpty() && failedWithoutCause.size() < MAX_REMEMBERED) {
            failedWithoutCause.add(Set.copyOf(search.classes()));
        }
        return refusal(
                value,
                reason.orElseGet(() ->
                        ": JSON-B cannot write it (" + failure.getClass().getSimpleName() + "); " + remedy(failure)),
                failure);
    }

    private static CacheSerializationException refusal(Object value, String reason, @Nullable Throwable cause) {
        return new CacheSerializationException(value.getClass().getTypeName() + reason, cause);
    }

    /** Returns what to do about a value that could not be written for {@code failure}. */
    private static String remedy(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalAccessException) {
                return "make its class, and those of its properties, public";
            }
        }
        return "make it a record or a bean of plain values, without cycles, or use another serializer";
    }
}
