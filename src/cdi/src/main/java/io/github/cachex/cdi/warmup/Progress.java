// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a warm-up did and says so now and then. Thread-safe. */
final class Progress {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final long EVERY = Duration.ofSeconds(10).toNanos();
    private static final int MOST_FAILURES_TOLD = 10;

    private final String name;
    private final long began = System.nanoTime();
    private final AtomicLong said = new AtomicLong(began);
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong loaded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    Progress(String name) {
        this.name = name;
        LOG.log(LogMessage.WARMING_BEGINS.with(name));
    }

    void done(boolean hasLoaded) {
        done.incrementAndGet();
        if (hasLoaded) {
            loaded.incrementAndGet();
        }
        sayNowAndThen();
    }

    /** Counts an entry of a cache or method that is switched off. */
    void leftOut() {
        leftOut.incrementAndGet();
    }

    /** Returns whether there was any. */
    boolean hasLeftOut() {
        return leftOut.get() > 0;
    }

    void failed(String what, Throwable failure) {
        // The text of a foreign exception may hold values, so it takes a log level that one asks for.
        if (failed.incrementAndGet() <= MOST_FAILURES_TOLD) {
            LOG.log(LogMessage.WARMING_ENTRY_FAILED.with(
                    name, what, failure.getClass().getName()));
            LOG.debug("warm-up " + name + ": " + what, failure);
        }
        done.incrementAndGet();
        sayNowAndThen();
    }

    /** Counts a failure that is about no single entry. */
    void failedToRead(Throwable failure) {
        LOG.log(LogMessage.WARMING_UNREADABLE.with(name, failure.getClass().getName()));
        LOG.debug("warm-up " + name, failure);
    }

    private void sayNowAndThen() {
        long now = System.nanoTime();
        long last = said.get();
        if (now - last >= EVERY && said.compareAndSet(last, now)) {
            LOG.log(LogMessage.WARMING_GOES_ON.with(name, this));
        }
    }

    /** Says the end, with {@code how} it came. */
    void ended(String how) {
        LOG.log(LogMessage.WARMING_ENDED.with(name, how, this));
    }

    @Override
    public String toString() {
        double seconds = Math.max(1, System.nanoTime() - began) / 1e9;
        return String.format(
                Locale.ROOT,
                "%,d %s in %.1f s (%,.0f/s), %s%s%,d failed",
                done.get(),
                done.get() == 1 ? "entry" : "entries",
                seconds,
                done.get() / seconds,
                loaded.get() == 0 ? "" : String.format(Locale.ROOT, "%,d loaded, ", loaded.get()),
                leftOut.get() == 0 ? "" : String.format(Locale.ROOT, "%,d left out as switched off, ", leftOut.get()),
                failed.get());
    }
}
