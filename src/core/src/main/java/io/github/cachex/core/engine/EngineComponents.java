// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.purge.Purging;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The backends and the serializers that the configuration means, or that were handed in.
 *
 * @param configuration what was read
 * @param backends where entries live
 * @param serializers what writes and reads values
 * @param purging tells web caches
 */
record EngineComponents(Configuration configuration, OpenBackends backends, Serializers serializers, Purging purging) {
    /** Finds and makes them. Throws with all mistakes at once, leaving nothing open. */
    static EngineComponents of(EngineSetup setup, List<String> caches) {
        Configuration configuration = configuration(setup);
        configuration.cache(Configuration.DEFAULT_CACHE);
        caches.forEach(configuration::cache);
        List<String> problems = new ArrayList<>();
        Serializers serializers = Serializers.of(configuration, setup, caches, problems);
        Purging purging = Purging.of(configuration, setup.classLoader());
        OpenBackends backends = OpenBackends.of(configuration, setup, caches, problems);
        if (!backends.isEmpty()) {
            problems.addAll(new TrustedBytes(configuration, serializers, backends).problems(caches));
        }
        problems.addAll(configuration.problems());
        if (backends.isEmpty() || !problems.isEmpty()) {
            purging.close();
            backends.close();
            throw new CacheConfigurationException(problems);
        }
        return new EngineComponents(configuration, backends, serializers, purging);
    }

    private static Configuration configuration(EngineSetup setup) {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class, setup.classLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return Configuration.read(setup.source(), factories);
    }

    /** Returns what is said of them at the start. */
    LogLine said() {
        return configuration.enabled()
                ? LogMessage.ENTRIES_KEPT.with(
                        backends.said(),
                        configuration.namespace(),
                        serializers.said(),
                        configuration
                                .engine()
                                .encryptionKeys()
                                .first()
                                .map(key -> "encrypted by the key " + key.id())
                                .orElse("not encrypted"))
                : LogMessage.SWITCHED_OFF.with();
    }

    /** Finds the serializers alone, as far as nothing is wrong with them. */
    static Serializers serializers(EngineSetup setup) {
        return Serializers.of(configuration(setup), setup, List.of(), new ArrayList<>());
    }

    /** Closes what was made here; what was handed in stays the application's. */
    void close() {
        purging.close();
        backends.close();
        serializers.close();
    }
}
