// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.PartialFailureException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Decides whether a failure lies with the backend as a whole. */
final class Blame {
    private Blame() {}

    /**
     * Returns whether {@code failure} speaks against the backend.
     *
     * <p>No answer always does, unless the caller brought it about. An answer that is an error does where a plain read got
     * it: a backend that is loading, or lets us in no more, is of no use. A write may be refused, by one that is full or
     * read-only, while reads go on; so that says nothing, for or against.
     */
    static boolean isTheBackends(CacheBackendException failure, boolean reading) {
        if (failure instanceof PartialFailureException partial) {
            return partial.failures().values().stream().anyMatch(each -> isTheBackends(each, reading));
        }
        return failure instanceof CacheConnectionException ? !isTheCallers(failure) : reading;
    }

    private static boolean isTheCallers(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || cause instanceof CancellationException
                    || cause instanceof VirtualMachineError
                    || cause instanceof UnsupportedOperationException
                    || cause instanceof IllegalArgumentException) {
                return true;
            }
        }
        return false;
    }
}
