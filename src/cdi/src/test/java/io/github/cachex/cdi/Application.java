// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi;

import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.cdi.bootstrap.NotSkipped;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.Weld;

/** A CDI application of a few beans and its own configuration, as long as a test needs it. */
public final class Application implements AutoCloseable {
    private final SeContainer container;

    /** By which extension Cachex comes up. */
    public enum By {
        /** As in full containers. */
        PORTABLE_EXTENSION,
        /** As in containers that look at beans at build time. */
        BUILD_COMPATIBLE_EXTENSION
    }

    private Application(SeContainer container) {
        this.container = container;
    }

    /** Starts an application of {@code beans}. */
    public static Application of(Map<String, String> configuration, Class<?>... beans) {
        return of(By.PORTABLE_EXTENSION, configuration, beans);
    }

    /** Starts an application of {@code beans}. */
    public static Application of(By extension, Map<String, String> configuration, Class<?>... beans) {
        return of(extension, new PropertiesConfigSource(new HashMap<>(configuration), "test", 200), beans);
    }

    /** Starts an application of {@code beans} whose configuration may change. */
    @SuppressWarnings("unchecked")
    public static Application of(By extension, ConfigSource configuration, Class<?>... beans) {
        Config config = new SmallRyeConfigBuilder().withSources(configuration).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        // Whoever asked before without registering one, as weld-junit does, left a configuration of the resolver's own.
        resolver.releaseConfig(resolver.getConfig(loader));
        resolver.registerConfig(config, loader);
        try {
            // Without discovery Weld looks for no extensions either.
            Weld weld = new Weld().disableDiscovery();
            weld.addBeanClasses(beans);
            if (extension == By.PORTABLE_EXTENSION) {
                weld.addExtensions(CachexExtension.class);
            } else {
                weld.addBuildCompatibleExtensions(NotSkipped.class);
            }
            SeContainer container = weld.initialize();
            return new Application(container);
        } finally {
            // Read once; another application with another configuration may start beside this one.
            resolver.releaseConfig(config);
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
        if (container.isRunning()) {
            container.close();
        }
    }
}
