// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LoadSpan;
import io.github.cachex.spi.LoadTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tracers of loads that listeners bring. Where one of them fails, the load goes on without it. Thread-safe. */
public final class LoadTracing {
    private final List<LoadTracer> tracers;
    private final Faults faults;

    private LoadTracing(List<LoadTracer> tracers, Faults faults) {
        this.tracers = tracers;
        this.faults = faults;
    }

    /** Returns the tracers of {@code listeners}; what is wrong with one is reported to {@code faults}. */
    public static LoadTracing of(List<CacheListener> listeners, Faults faults) {
        List<LoadTracer> tracers = new ArrayList<>();
        for (CacheListener listener : listeners) {
            try {
                listener.loadTracer().ifPresent(tracers::add);
            } catch (Throwable e) {
                faults.report("listener " + listener.getClass().getName() + " failed", e);
            }
        }
        return new LoadTracing(List.copyOf(tracers), faults);
    }

    /** Begins a run of a loader of {@code cache} on this thread; never throws, and nor does what it returns. */
    public LoadSpan begin(String cache) {
        if (tracers.isEmpty()) {
            return LoadSpan.NONE;
        }
        List<LoadSpan> begun = new ArrayList<>(tracers.size());
        tracers.forEach(tracer -> safely(tracer, () -> begun.add(0, tracer.begin(cache))));
        return new Spans(begun);
    }

    /** Returns {@code task} with what of this thread goes along to another. */
    public Runnable carry(Runnable task) {
        Runnable carried = task;
        for (LoadTracer tracer : tracers) {
            carried = tracer.carry(carried);
        }
        return carried;
    }

    private void safely(Object called, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            faults.report("tracing by " + called.getClass().getName() + " failed", e);
        }
    }

    /** The spans of one run, the last begun first. */
    private final class Spans implements LoadSpan {
        private final List<LoadSpan> begun;

        Spans(List<LoadSpan> begun) {
            this.begun = begun;
        }

        @Override
        public void leave() {
            each(LoadSpan::leave);
        }

        @Override
        public void end(@Nullable Throwable failure) {
            each(span -> span.end(failure));
        }

        private void each(Consumer<LoadSpan> step) {
            begun.forEach(span -> safely(span, () -> step.accept(span)));
        }
    }
}
