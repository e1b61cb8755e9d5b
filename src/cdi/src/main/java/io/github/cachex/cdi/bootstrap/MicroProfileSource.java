// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.error.CacheConfigurationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What MicroProfile Config says. It is asked through its provider and not injected, since a server without it would answer
 * with a riddle.
 */
final class MicroProfileSource implements ConfigSource {
    private static final String MISSING = "MicroProfile Config: no implementation found; in Java SE add the dependency"
            + " io.smallrye.config:smallrye-config, in a server enable it (Open Liberty: the feature mpConfig)";

    /** Where it is noted that a warm-up ran. */
    static final String WARM_CACHE = "cachex-warm";

    /** The note that a warm-up ran belongs to a load that may take long; see {@code io.github.cachex.cdi.warmup}. */
    private static final Map<String, String> OWN_DEFAULTS =
            Map.of("cachex.cache.cachex-warm.lease.max", "1 day", "cachex.cache.cachex-warm.jitter", "0");

    private final Config config;

    private MicroProfileSource(Config config) {
        this.config = config;
    }

    /**
     * Returns the application's configuration.
     *
     * @throws CacheConfigurationException when there is no implementation
     */
    static ConfigSource open() {
        try {
            return new MicroProfileSource(ConfigProvider.getConfig());
        } catch (LinkageError | IllegalStateException e) {
            CacheConfigurationException missing = new CacheConfigurationException(List.of(MISSING));
            missing.addSuppressed(e);
            throw missing;
        }
    }

    @Override
    public Optional<String> get(String key) {
        return config.getOptionalValue(key, String.class).or(() -> Optional.ofNullable(OWN_DEFAULTS.get(key)));
    }

    @Override
    public Optional<String> origin(String key) {
        return Optional.ofNullable(config.getConfigValue(key).getSourceName())
                .or(() -> Optional.ofNullable(OWN_DEFAULTS.get(key)).map(text -> SettingInForce.DEFAULT));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        config.getPropertyNames().forEach(names::add);
        // SmallRye remembers the names that it was first asked for; its sources know better.
        config.getConfigSources().forEach(source -> names.addAll(source.getPropertyNames()));
        return names;
    }
}
