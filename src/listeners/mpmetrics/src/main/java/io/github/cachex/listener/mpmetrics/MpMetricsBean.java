// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The {@link MpMetricsObserver} of an application with CDI, destroyed with the caches. Where the application sees no MicroProfile
 * Metrics it says so once and does nothing: no member names a type of it, so that the container finds this bean all the same.
 */
@Dependent
public class MpMetricsBean implements CacheObserver {
    private final @Nullable MpMetricsObserver observer;

    /** Called by the container. */
    @Inject
    public MpMetricsBean(@Any Instance<Object> beans) {
        this.observer = find(beans);
    }

    private static @Nullable MpMetricsObserver find(Instance<Object> beans) {
        try {
            MpMetricsObserver found = RegistryBeans.observer(beans).orElse(null);
            if (found == null) {
                missing("nothing implements it");
            }
            return found;
        } catch (LinkageError e) {
            missing(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void missing(String what) {
        LineLogger.named("io.github.cachex")
                .log(LogMessage.LISTENER_IDLE.with(
                        "cachex-listener-mpmetrics",
                        "MicroProfile Metrics",
                        what,
                        "switch it on in the server, as its guide says, or leave the jar out"));
    }

    @Override
    public void opened(String name, Supplier<CacheStats> stats) {
        if (observer != null) {
            observer.opened(name, stats);
        }
    }

    @Override
    public void closed(String name) {
        if (observer != null) {
            observer.closed(name);
        }
    }

    @PreDestroy
    void close() {
        if (observer != null) {
            observer.close();
        }
    }
}
