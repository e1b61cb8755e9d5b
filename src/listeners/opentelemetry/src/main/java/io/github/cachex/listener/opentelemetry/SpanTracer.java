// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.github.cachex.spi.LoadSpan;
import io.github.cachex.spi.LoadTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Makes a span of each run of a loader: internal, a child of the caller's, and the parent of whatever the loader does. */
final class SpanTracer implements LoadTracer {
    private static final String LOAD = "cachex load";

    private final Tracer tracer;

    SpanTracer(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public LoadSpan begin(String cache) {
        Span span = tracer.spanBuilder(LOAD)
                .setAttribute(CacheAttributes.NAME, cache)
                .startSpan();
        // Closed where the loader has returned: the run owns it.
        return new Run(span, ContextStorage.get().attach(span.storeInContext(Context.current())));
    }

    @Override
    public Runnable carry(Runnable task) {
        return Context.current().wrap(task);
    }

    private record Run(Span span, Scope scope) implements LoadSpan {
        @Override
        public void leave() {
            scope.close();
        }

        /** Says of a failure what class it is of, and not what it says: that may name keys and values. */
        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(CacheAttributes.ERROR, failure.getClass().getName());
            }
            span.end();
        }
    }
}
