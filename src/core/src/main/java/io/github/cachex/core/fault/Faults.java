// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.fault;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The faults of code that an application hands in: listeners, filters, resolvers, conditions. Each kind is logged once, and the
 * operation goes on without it. Reporting never throws. Thread-safe.
 */
public final class Faults {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final int MOST_REPORTED = 1_000;
    private static final ThreadLocal<@Nullable Deferral> DEFERRAL = new ThreadLocal<>();

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** A scope in which the interrupts that handed-in code swallowed wait for the end. */
    public static final class Deferral implements AutoCloseable {
        private final boolean outermost;
        private boolean interrupted;

        private Deferral(boolean outermost) {
            this.outermost = outermost;
        }

        @Override
        public void close() {
            if (outermost) {
                DEFERRAL.remove();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Lets an {@code InterruptedException} that handed-in code throws on this thread interrupt the thread at the end of the scope
     * alone: earlier it would end the wait for a value that is on its way.
     */
    public static Deferral deferInterrupts() {
        Deferral outer = DEFERRAL.get();
        if (outer != null) {
            return new Deferral(false);
        }
        Deferral mine = new Deferral(true);
        DEFERRAL.set(mine);
        return mine;
    }

    /** Logs that {@code what} failed and what follows from it, once for each kind of {@code failure}; keeps an interrupt. */
    public void report(String what, Throwable failure) {
        keepInterrupt(failure);
        log(what, failure);
    }

    /** The same without keeping an interrupt, for code that is called again at once. */
    public void log(String what, Throwable failure) {
        try {
            if (reported.size() < MOST_REPORTED
                    && reported.add(what + '\n' + failure.getClass().getName())) {
                LOG.log(LogMessage.CODE_FAILED.with(what, failure.getClass().getName()), failure);
            }
        } catch (Throwable unreported) {
            // The log may fail too, and the stack be at its end; the operation goes on without either.
            keepInterrupt(unreported);
        }
    }

    /** Interrupts this thread again where {@code failure} says that it was: whoever threw it has cleared the flag. */
    public static void keepInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Deferral deferral = DEFERRAL.get();
            if (deferral == null) {
                Thread.currentThread().interrupt();
            } else {
                deferral.interrupted = true;
            }
        }
    }
}
