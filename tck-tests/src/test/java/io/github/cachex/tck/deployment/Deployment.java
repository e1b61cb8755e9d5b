// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Starts applications of a few beans in Java SE, each with settings of its own. */
public final class Deployment {
    private Deployment() {}

    /** Starts an application of {@code beans}, which the caller closes; what is wrong with it is thrown as the container does. */
    public static SeContainer start(Map<String, String> settings, Class<?>... beans) {
        return start(settings, application -> {}, beans);
    }

    /** Starts one that {@code more} has prepared. */
    public static SeContainer start(
            Map<String, String> settings, Consumer<SeContainerInitializer> more, Class<?>... beans) {
        return start(new PropertiesConfigSource(new HashMap<>(settings), "test", 200), more, beans);
    }

    /** Starts one whose settings come from {@code source}. */
    public static SeContainer start(ConfigSource source, Consumer<SeContainerInitializer> more, Class<?>... beans) {
        Config config = new SmallRyeConfigBuilder().withSources(source).build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
        resolver.registerConfig(config, loader);
        try {
            SeContainerInitializer application = SeContainerInitializer.newInstance()
                    .disableDiscovery() // the example's beans are on this class path too
                    .addBeanClasses(beans);
            if (!findsExtensions(application)) {
                application.addExtensions(new CachexExtension());
            }
            more.accept(application);
            return application.initialize();
        } finally {
            resolver.releaseConfig(config);
        }
    }

    /** Returns whether {@code application} runs the extensions of the class path: OpenWebBeans does even so, and Weld does not. */
    public static boolean findsExtensions(SeContainerInitializer application) {
        return application.getClass().getName().startsWith("org.apache.openwebbeans");
    }
}
