// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;

/** What an application, or its server, has as a bean of Micrometer. */
final class RegistryBeans {
    private RegistryBeans() {}

    /** Returns a listener over the {@link MeterRegistry} that is a bean; if there is none, over {@link Metrics#globalRegistry}. */
    static MicrometerListener listener(Instance<Object> beans) {
        Instance<MeterRegistry> registry = beans.select(MeterRegistry.class, Default.Literal.INSTANCE);
        return registry.isResolvable() ? MicrometerListener.of(registry.get()) : MicrometerListener.ofGlobal();
    }
}
