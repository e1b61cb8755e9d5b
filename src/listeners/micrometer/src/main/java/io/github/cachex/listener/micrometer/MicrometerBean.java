// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.micrometer;

import io.github.cachex.CacheObserver;
import io.github.cachex.CacheStats;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
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
 * The {@link MicrometerListener} of an application with CDI. Made twice, once as a listener and once as an observer, and destroyed
 * with the caches. Where the application does not see the classes of Micrometer it says so once and does nothing: no member names a type
 * of it, so that the container finds this bean all the same.
 */
@Dependent
public class MicrometerBean implements CacheListener, CacheObserver {
    private final @Nullable MicrometerListener listener;

    /** Called by the container. */
    @Inject
    public MicrometerBean(@Any Instance<Object> beans) {
        this.listener = find(beans);
    }

    private static @Nullable MicrometerListener find(Instance<Object> beans) {
        try {
            return RegistryBeans.listener(beans);
        } catch (LinkageError e) {
            LineLogger.named("io.github.cachex")
                    .log(LogMessage.LISTENER_IDLE.with(
                            "cachex-listener-micrometer",
                            "the classes of Micrometer",
                            String.valueOf(e.getMessage()),
                            "add micrometer-core, or what of the server brings it"));
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

    @PreDestroy
    void close() {
        if (listener != null) {
            listener.close();
        }
    }
}
