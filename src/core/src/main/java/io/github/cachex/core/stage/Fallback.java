// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.error.CacheInterruptedException;
import io.github.cachex.error.CacheTimeoutException;
import io.github.cachex.event.CacheEvent.StaleServed;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a caller is given when loading failed or took too long. */
public final class Fallback {
    // By name, so that the engine needs none of these libraries.
    private static final Set<String> PERSONAL = Set.of(
            "jakarta.ejb.EJBAccessException",
            "jakarta.ws.rs.ForbiddenException",
            "jakarta.ws.rs.NotAuthorizedException");

    private final CacheTelemetry telemetry;
    private final Consumer<FetchCall> outdated;

    /**
     * Creates one that notes in {@code telemetry} when it serves a stale value.
     *
     * @param outdated invalidates the entry of a call whose source says that there is nothing any more
     */
    public Fallback(CacheTelemetry telemetry, Consumer<FetchCall> outdated) {
        this.telemetry = telemetry;
        this.outdated = outdated;
    }

    /** Returns the stale value that {@code call} found, else its default value, else empty. */
    public Optional<Known> instead(FetchCall call, StaleServed.Reason reason) {
        return stale(call, reason).or(() -> defaultOf(call, telemetry));
    }

    /** Returns the stale value that {@code call} found, if any. */
    public Optional<Known> stale(FetchCall call, StaleServed.Reason reason) {
        StaleValue stale = call.stale();
        if (stale == null) {
            return Optional.empty();
        }
        // Nothing that was learned since says that it still holds: it may have been invalidated between its read and
        // the lease.
        Optional<Known> served = stale.value().outcome(stale.readAt());
        if (served.isPresent() && call.node().tellsStale()) {
            telemetry.staleServed(call, reason);
        }
        return served;
    }

    /**
     * Returns {@code known} where it is a value; where a failure is kept in its place, the default value of {@code call}.
     *
     * @throws Exception that failure, where there is no default value
     */
    public static Known answered(FetchCall call, Known known, CacheTelemetry telemetry) throws Exception {
        return known.value() instanceof KeptFailure failure ? byDefault(call, failure, telemetry) : known;
    }

    /** Returns what stands in for {@code failure}, which is kept; see {@link #answered}. */
    public static Known byDefault(FetchCall call, KeptFailure failure, CacheTelemetry telemetry) throws Exception {
        if (!failure.isFirsthand()) {
            telemetry.failureServed(call.entryKey(), failure.type());
        }
        return byDefault(call, failure.exception(), telemetry);
    }

    /**
     * Invalidates what was stored before a load of {@code call} that failed, which could not be kept, where its source says that it
     * is gone.
     */
    public void settle(FetchCall call, Loaded loaded) {
        if (loaded.value() instanceof KeptFailure failure
                && call.stale() != null
                && call.settings().staleFailures().isGone(failure.exception())) {
            outdated.accept(call);
        }
    }

    /**
     * Returns the default value of {@code call} where its fetch, or the one that it followed, ended with {@code failure}.
     *
     * @throws Exception {@code failure} itself where it has none, or where it is no failure of the source
     */
    public static Known byDefault(FetchCall call, Throwable failure, CacheTelemetry telemetry) throws Exception {
        if (failure instanceof Exception
                && !isPersonal(failure)
                && !call.settings().staleFailures().skips(failure)) {
            Optional<Known> own = defaultOf(call, telemetry);
            if (own.isPresent()) {
                return own.get();
            }
        }
        throw sneaky(failure);
    }

    private static Optional<Known> defaultOf(FetchCall call, CacheTelemetry telemetry) {
        Optional<Supplier<?>> supplier = call.settings().defaultValue();
        if (supplier.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Outcome.Default(supplier.get().get()));
        } catch (Throwable e) {
            telemetry.fault(
                    "the default value of cache '" + call.entryKey().cache()
                            + "' cannot be had; callers get the failure",
                    e);
            return Optional.empty();
        }
    }

    /**
     * Returns the stale value that stands in for a loader that threw {@code failure}. A default value does not, here: it is
     * one caller's, and the failure is for all who wait. Where the failure says that there is nothing any more, the stale value
     * is invalidated: it would go on being served elsewhere.
     *
     * @throws Exception {@code failure} itself where nothing does, or where it is no failure of the source: an interruption,
     *     a refusal, an error of the JVM
     */
    public Known afterFailure(FetchCall call, Throwable failure) throws Exception {
        if (call.stale() != null && !isPersonal(failure)) {
            if (allowsStale(call, failure)) {
                Optional<Known> instead = stale(call, StaleServed.Reason.LOAD_FAILED);
                if (instead.isPresent()) {
                    return instead.get();
                }
            } else if (call.settings().staleFailures().isGone(failure)) {
                outdated.accept(call);
            }
        }
        throw sneaky(failure);
    }

    /** Returns whether {@code call} has a stale value that nobody may be given for {@code failure}. */
    public static boolean isStaleRefused(FetchCall call, Throwable failure) {
        return call.stale() != null && !allowsStale(call, failure);
    }

    /** Returns whether a stale value of {@code call}, if there is one, stands in for {@code failure}. */
    public static boolean allowsStale(FetchCall call, Throwable failure) {
        return call.node().isAskingStaleFor(failure)
                || call.settings().staleFailures().allowsStale(failure);
    }

    /**
     * Returns whether {@code failure} says something of the one caller (it was interrupted, cancelled, or is not allowed)
     * and nothing of the source: others must not share it, one of them loads instead.
     */
    public static boolean isPersonal(Throwable failure) {
        if (failure instanceof InterruptedException
                || failure instanceof CacheInterruptedException
                || failure instanceof ClosedByInterruptException
                || failure instanceof InterruptedIOException
                        && Thread.currentThread().isInterrupted()
                || failure instanceof CancellationException
                || failure instanceof SecurityException) {
            return true;
        }
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (PERSONAL.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether those who waited for a fetch that ended with {@code failure} ask again instead of sharing it: it is
     * personal, or only the patience of the one who ran it was at its end.
     */
    public static boolean isNotShared(Throwable failure) {
        return isPersonal(failure) || failure instanceof CacheTimeoutException;
    }

    /** Throws {@code failure} as it is, whatever it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
