// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.Weld;

/** An application of a few beans with annotations of JSR-107, as long as a test needs it. */
final class Application implements AutoCloseable {
    private final SeContainer container;

    /** By which extensions it comes up. */
    enum By {
        PORTABLE_EXTENSIONS,
        BUILD_COMPATIBLE_EXTENSIONS
    }

    private Application(SeContainer container) {
        this.container = container;
    }

    static Application of(By extensions, Class<?>... beans) {
        return of(extensions, Map.of(), beans);
    }

    static Application of(By extensions, Map<String, String> settings, Class<?>... beans) {
        return of(extensions, new PropertiesConfigSource(new HashMap<>(settings), "test", 200), beans);
    }

    static Application of(By extensions, ConfigSource settings, Class<?>... beans) {
        Config config = new SmallRyeConfigBuilder().withSources(settings).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
        resolver.registerConfig(config, loader);
        try {
            Weld weld = new Weld().disableDiscovery().addBeanClasses(beans);
            if (extensions == By.PORTABLE_EXTENSIONS) {
                weld.addExtensions(new CachexExtension(), new JcacheExtension());
            } else {
                weld.addBuildCompatibleExtensions(NotSkipped.class, JcacheNotSkipped.class);
            }
            return new Application(weld.initialize());
        } finally {
            resolver.releaseConfig(config);
        }
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    @Override
    public void close() {
        container.close();
    }
}
