// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.MessageText;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a log shows of an exception whose texts hold what would break its lines: the same class, trace and causes, rendered. */
final class LoggedFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_OF_A_CHAIN = 100;

    private final String text;

    private LoggedFailure(String text, StackTraceElement[] trace, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
        setStackTrace(trace);
    }

    /** Returns {@code thrown} itself where all that it says stays on its lines. */
    static Throwable of(Throwable thrown) {
        return isPlain(thrown, seen()) ? thrown : rendered(thrown, seen());
    }

    private static Set<Throwable> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isPlain(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown) || seen.size() > MOST_OF_A_CHAIN) {
            return seen.size() <= MOST_OF_A_CHAIN;
        }
        String text = text(thrown);
        if (!(thrown instanceof CacheConfigurationException)
                && !MessageText.line(text).equals(text)) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isPlain(suppressed, seen)) {
                return false;
            }
        }
        return thrown.getCause() == null || isPlain(thrown.getCause(), seen);
    }

    private static Throwable rendered(Throwable thrown, Set<Throwable> seen) {
        Throwable cause = thrown.getCause();
        boolean ends = !seen.add(thrown) || seen.size() > MOST_OF_A_CHAIN;
        LoggedFailure failure = new LoggedFailure(
                MessageText.line(text(thrown)),
                thrown.getStackTrace(),
                ends || cause == null ? null : rendered(cause, seen));
        if (!ends) {
            for (Throwable suppressed : thrown.getSuppressed()) {
                failure.addSuppressed(rendered(suppressed, seen));
            }
        }
        return failure;
    }

    /** What it says may be another's code, which may throw in turn. */
    private static String text(Throwable thrown) {
        try {
            return String.valueOf(thrown.toString());
        } catch (RuntimeException | StackOverflowError e) {
            return thrown.getClass().getName();
        }
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // Traces begin with it: the class that is named is the other's.
    public String toString() {
        return text;
    }
}
