// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.TRACE;
import static java.lang.System.Logger.Level.WARNING;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.error.CachexException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.BackendFailed;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.event.CacheEvent.LinkChanged;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.event.CacheEvent.OutageServed;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.SwitchChanged;
import io.github.cachex.event.CacheEvent.Undecodable;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes events to the {@link System.Logger} named {@code io.github.cachex}: HIT, MISS, LEASE, WAIT, LOAD, STORE, STALE,
 * SKIP, INVALIDATE, ERROR. Keys are named, values never.
 *
 * <p>Quiet by default: what is normal is TRACE or DEBUG, and no event is made for it unless the logger takes that level
 * when a cache is built; what asks for attention is INFO or WARNING and is throttled, so that an outage does not flood the
 * log: the next line says how many were left out. What will not change by itself (a type that cannot be stored) is said
 * once, what a backend refuses to do until somebody does something about it once an hour. Verbose means all of it at INFO, or
 * WARNING, with nothing left out.
 */
public final class LogListener implements CacheListener, AutoCloseable {
    private static final Duration REFUSED = Duration.ofHours(1);

    private final LineLogger log;
    private final Throttle throttle;
    private final Once once = new Once();
    private volatile boolean verbose;

    /** Creates a listener that writes to {@code log} and is quiet unless {@code verbose}. */
    public LogListener(boolean verbose, LineLogger log) {
        this(verbose, log, System::nanoTime);
    }

    LogListener(boolean verbose, LineLogger log, LongSupplier nanoTime) {
        this.verbose = verbose;
        this.log = log;
        this.throttle = new Throttle(nanoTime);
    }

    /** Is verbose from now on, or quiet. */
    public void verbose(boolean next) {
        verbose = next;
    }

    /** Returns what writes to the same log, verbose or quiet by itself. */
    public CacheLog ofCache(boolean itsVerbose) {
        return new CacheLog(this, itsVerbose);
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return wants(type, verbose);
    }

    boolean wants(Class<? extends CacheEvent> type, boolean isVerbose) {
        return log.isLoggable(isVerbose ? INFO : quietest(type));
    }

    /** The least level at which an event of {@code type} may be written. */
    private static Level quietest(Class<? extends CacheEvent> type) {
        if (type == BackendFailed.class || type == Undecodable.class || type == NotStored.class) {
            return WARNING;
        }
        if (type == BreakerChanged.class) {
            return WARNING;
        }
        if (type == SwitchChanged.class
                || type == StaleServed.class
                || type == OutageServed.class
                || type == LinkChanged.class) {
            return INFO;
        }
        return type == CacheEvent.Hit.class || type == CacheEvent.Asking.class ? TRACE : DEBUG;
    }

    @Override
    public void on(CacheEvent event) {
        on(event, verbose);
    }

    void on(CacheEvent event, boolean isVerbose) {
        LogLine line = EventText.of(event);
        if (isVerbose) {
            log.logAtLeast(INFO, line);
        } else if (log.isLoggable(line.kind().level())) {
            quietly(line, event);
        }
    }

    private void quietly(LogLine line, CacheEvent event) {
        if (line.kind().level().getSeverity() < INFO.getSeverity()) {
            write(line);
        } else if (event instanceof NotStored skipped) {
            once(line, event, skipped.reason());
        } else if (event instanceof Undecodable undecodable) {
            once(line, event, undecodable.reason());
        } else if (event instanceof BreakerChanged || event instanceof LinkChanged || event instanceof SwitchChanged) {
            // States: few, and one that is left out would tell the opposite of how it is.
            write(line);
        } else if (event instanceof BackendFailed failed && refusal(failed).isPresent()) {
            String sort =
                    "BackendFailed in " + event.cache() + ": " + refusal(failed).get();
            throttle.pass(sort, REFUSED)
                    .ifPresent(leftOut ->
                            write(line.noting(leftOut(leftOut) + "; further ones like it are not logged for an hour")));
        } else {
            throttle.pass(event.getClass().getSimpleName() + " in " + event.cache())
                    .ifPresent(leftOut -> write(line.noting(leftOut(leftOut))));
        }
    }

    /**
     * Returns in what words the backend refused an operation, without the key and numbers; empty where it did not answer, or nobody
     * knows what to do about it. With a remedy, it will refuse the next ones as well, until somebody does that.
     */
    private static Optional<String> refusal(BackendFailed failed) {
        if (!(failed.failure() instanceof CacheBackendException e) || e instanceof CacheConnectionException) {
            return Optional.empty();
        }
        String message = String.valueOf(e.getMessage());
        int key = message.indexOf("': ");
        String problem = message.substring(key < 0 ? 0 : key + 3).replaceAll("\\d+", "");
        return Optional.of(problem).filter(EventText::hasRemedy);
    }

    private void once(LogLine line, CacheEvent event, String reason) {
        if (once.isFirst(event.getClass().getSimpleName() + ' ' + event.cache() + ' ' + reason)) {
            write(line.noting("; further ones like it are not logged"));
        }
    }

    private static String leftOut(long count) {
        return count == 0 ? "" : " (" + count + " more like it left out)";
    }

    private void write(LogLine line) {
        log.logAtLeast(TRACE, line);
    }

    /** Says what was left out and not told yet. */
    @Override
    public void close() {
        throttle.drain()
                .forEach((what, count) -> write(LogMessage.LEFT_OUT.saying(what).noting(leftOut(count))));
    }

    /** Returns what may be said of {@code failure}: of foreign exceptions the class alone, since their text may hold values. */
    static String describe(Throwable failure) {
        String own = failure instanceof CachexException ? String.valueOf(failure.getMessage()) : name(failure);
        return own
                + Optional.ofNullable(failure.getCause())
                        .filter(cause -> failure instanceof CachexException)
                        .map(cause -> " (" + name(cause) + ")")
                        .orElse("");
    }

    private static String name(Throwable failure) {
        return failure.getClass().getName();
    }
}
