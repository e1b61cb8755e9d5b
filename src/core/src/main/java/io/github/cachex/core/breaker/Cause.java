// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.error.CacheBackendException;
import java.util.regex.Pattern;

/**
 * The cause of an outage, in words, without what differs from call to call.
 *
 * @param problem what is wrong, to be shown
 */
public record Cause(String problem) {
    /** Numbers, and what stands in brackets. */
    private static final Pattern BESIDES = Pattern.compile("\\s*\\([^()]*\\)|\\d+");

    /** No cause; like no other. */
    public static final Cause NONE = new Cause("");

    /** Returns what {@code failure} says of the backend, whatever was asked of it. */
    public static Cause of(CacheBackendException failure) {
        String begin = failure.backend() + " " + failure.operation() + " '" + failure.key() + "': ";
        String message = String.valueOf(failure.getMessage());
        return new Cause(message.startsWith(begin) ? message.substring(begin.length()) : message);
    }

    /** Returns whether the other is the same, be it with other numbers, brackets or more words around it. */
    public boolean isLike(Cause other) {
        if (problem.isEmpty() || other.problem.isEmpty()) {
            return false;
        }
        String mine = plain();
        String its = other.plain();
        return mine.contains(its) || its.contains(mine);
    }

    private String plain() {
        return BESIDES.matcher(problem).replaceAll("");
    }
}
