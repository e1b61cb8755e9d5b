// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LoadTracer;
import io.github.cachex.spi.LogMessage;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link OpenTelemetryListener} of an application with CDI. Made twice, once as a listener and once as an observer, and destroyed
 * with the caches. Where the application does not see the API of OpenTelemetry it says so once and does nothing: no member names a type
 * of it, so that the container finds this bean all the same.
 */
@Dependent
public class OpenTelemetryBean implements CacheListener, CacheObserver {
    private final @Nullable OpenTelemetryListener listener;

    /** Called by the container. */
    @Inject
    public OpenTelemetryBean(@Any Instance<Object> beans) {
        this.listener = find(beans);
    }

    private static @Nullable OpenTelemetryListener find(Instance<Object> beans) {
        try {
            return TelemetryBeans.listener(beans);
        } catch (LinkageError e) {
            LineLogger.named("io.github.cachex")
                    .log(LogMessage.LISTENER_IDLE.with(
                            "cachex-listener-opentelemetry",
                            "the API of OpenTelemetry",
                            String.valueOf(e.getMessage()),
                            "switch telemetry on in the server"));
            return null;
        }
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        if (listener != null) {
            listener.opened(name, stats);
        }
    }

    @Override
    public void closed(String name) {
        if (listener != null) {
            listener.closed(name);
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return listener != null && listener.wants(type);
    }

    @Override
    public void on(CacheEvent event) {
        if (listener != null) {
            listener.on(event);
        }
    }

    @Override
    public Optional<LoadTracer> loadTracer() {
        return listener == null ? Optional.empty() : listener.loadTracer();
    }
}
