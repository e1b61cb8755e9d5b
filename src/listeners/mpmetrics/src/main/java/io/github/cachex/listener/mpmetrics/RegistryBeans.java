// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What the server has as a registry for the application. */
final class RegistryBeans {
    private RegistryBeans() {}

    /** Returns an observer over the registry of the application; empty where no implementation is there that has one. */
    static Optional<MpMetricsObserver> observer(Instance<Object> beans) {
        Instance<MetricRegistry> registry = beans.select(MetricRegistry.class, Default.Literal.INSTANCE);
        return registry.isResolvable() ? Optional.of(MpMetricsObserver.of(registry.get())) : Optional.empty();
    }
}
