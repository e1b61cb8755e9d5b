// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi;

import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** A CDI application of a few beans and its own configuration, as long as a test needs it. */
public final class Application implements AutoCloseable {
    private final Config config;
    private final SeContainer container;

    private Application(Config config, SeContainer container) {
        this.config = config;
        this.container = container;
    }

    /** Starts an application of {@code beans}; {@code configuration} is pairs of key and value. */
    public static Application of(Map<String, String> configuration, Class<?>... beans) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(new HashMap<>(configuration), "test", 200))
                .build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver.instance().registerConfig(config, loader);
        try {
            SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    // Without discovery Weld looks for no extensions either.
                    .addExtensions(CachexExtension.class)
                    .addBeanClasses(beans)
                    .initialize();
            return new Application(config, container);
        } catch (RuntimeException e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw e;
        }
    }

    /** Returns the bean of that type. */
    public <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    /** Returns the container. */
    public SeContainer container() {
        return container;
    }

    @Override
    public void close() {
        try {
            if (container.isRunning()) {
                container.close();
            }
        } finally {
            ConfigProviderResolver.instance().releaseConfig(config);
        }
    }
}
