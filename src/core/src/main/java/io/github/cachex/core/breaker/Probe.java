// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import io.github.cachex.core.thread.Chores;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the backend behind an open breaker, in the background and one call at a time, whether it is well again. */
public final class Probe implements BreakerListener {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final Breaker breaker;
    private final Consumer<CallBudget> question;
    private final IntSupplier replay;
    private final Chores chores;
    private final Duration period;
    private final Duration budget;
    private volatile @Nullable Future<?> chore;
    private volatile Cause said = Cause.NONE;
    private volatile Cause met = Cause.NONE;

    /**
     * Creates the probe of {@code breaker}.
     *
     * @param question asks the backend behind the breaker, not through it, for anything
     * @param replay tells the backend what it missed and returns how many calls that took; may throw
     *     {@link CacheBackendException}
     * @param period how often to ask
     * @param budget what one call may take
     */
    public Probe(
            Breaker breaker,
            Consumer<CallBudget> question,
            IntSupplier replay,
            Chores chores,
            Duration period,
            Duration budget) {
        this.breaker = breaker;
        this.question = question;
        this.replay = replay;
        this.chores = chores;
        this.period = period;
        this.budget = budget;
    }

    @Override
    public void opened(String reason) {
        said = new Cause(reason);
        met = Cause.NONE;
        chore = chores.repeat(this::ask, period);
    }

    @Override
    public void closed(String reason) {
        Future<?> done = chore;
        if (done != null) {
            done.cancel(false);
        }
    }

    private void ask() {
        try {
            long began = breaker.now();
            int trips = replay() + 1;
            question.accept(CallBudget.of(budget)); // that it answers is all we want to know
            if (!breaker.isSlow(began, trips)) {
                String took = Breaker.text(breaker.now() - began);
                breaker.close("it answers again, " + trips + (trips == 1 ? " call" : " calls") + " in " + took);
            }
        } catch (CacheBackendException e) {
            stillOpen(Cause.of(e));
        } catch (Throwable e) {
            LOG.log(LogMessage.PROBE_FAILED.with(), e);
        }
    }

    /** Says what keeps the breaker open, where that is another cause than was said: met twice in a row, lest two take turns. */
    private void stillOpen(Cause cause) {
        LOG.debug("the backend (" + breaker.subject() + ") is still sick: " + cause.problem());
        if (!cause.isLike(said) && cause.isLike(met)) {
            said = cause;
            LOG.log(LogMessage.BREAKER_STILL_OPEN.of("*", breaker.subject(), "still open, now: " + cause.problem()));
        }
        met = cause;
    }

    private int replay() {
        try {
            return replay.getAsInt();
        } catch (CacheConnectionException e) {
            throw e;
        } catch (CacheBackendException e) {
            // It answers, and takes no writes. What it did not take stays queued, and those keys are not read; all
            // others
            // can be, and that may be for hours.
            LOG.debug("the backend refuses what it missed: " + e.getMessage());
            return 1;
        }
    }
}
