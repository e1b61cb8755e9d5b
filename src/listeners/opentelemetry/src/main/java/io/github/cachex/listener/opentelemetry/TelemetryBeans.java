// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.opentelemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** What an application, or its server, has as beans of OpenTelemetry. */
final class TelemetryBeans {
    private TelemetryBeans() {}

    /**
     * Returns a listener. If there is a bean of the type {@link OpenTelemetry}, it reports there. Otherwise metrics go to a {@link Meter}
     * and spans to a {@link Tracer} that is a bean, and to {@link GlobalOpenTelemetry} where there is none.
     */
    static OpenTelemetryListener listener(Instance<Object> beans) {
        Optional<OpenTelemetry> telemetry = one(beans, OpenTelemetry.class);
        if (telemetry.isPresent()) {
            return OpenTelemetryListener.of(telemetry.get());
        }
        return OpenTelemetryListener.of(
                one(beans, Meter.class).orElseGet(() -> GlobalOpenTelemetry.getMeter(OpenTelemetryListener.SCOPE)),
                one(beans, Tracer.class).orElseGet(() -> GlobalOpenTelemetry.getTracer(OpenTelemetryListener.SCOPE)));
    }

    private static <T> Optional<T> one(Instance<Object> beans, Class<T> type) {
        Instance<T> found = beans.select(type, Default.Literal.INSTANCE);
        return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
    }
}
