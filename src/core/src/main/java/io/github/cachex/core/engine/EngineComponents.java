// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MissingPart;
import io.github.cachex.core.purge.Purging;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.Serializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The backend and the serializer that the configuration means, or that were handed in.
 *
 * @param configuration what was read
 * @param backend where entries live
 * @param ownsBackend whether the engine made the backend, and so closes it
 * @param serializer what writes and reads values
 * @param ownsSerializer whether the engine found the serializer, and so closes it
 * @param purging tells web caches
 */
record EngineComponents(
        Configuration configuration,
        CacheBackend backend,
        boolean ownsBackend,
        Serializer serializer,
        boolean ownsSerializer,
        Purging purging) {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final String MEMORY = "memory";

    /** Finds and makes them. Throws with all mistakes at once, leaving nothing open. */
    static EngineComponents of(EngineSetup setup, List<String> caches) {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class, setup.classLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Configuration configuration = Configuration.read(setup.source(), factories);
        configuration.cache(Configuration.DEFAULT_CACHE);
        caches.forEach(configuration::cache);
        List<String> problems = new ArrayList<>();
        Serializer serializer = setup.serializer()
                .or(() -> serializer(configuration, setup.classLoader(), problems))
                .orElse(null);
        Purging purging = Purging.of(configuration, setup.classLoader());
        CacheBackend backend = setup.backend()
                .or(() -> backend(configuration, factories, setup, problems))
                .orElse(null);
        if (serializer != null && backend != null) {
            TrustedBytes.problem(configuration, serializer, factories, backend.type())
                    .ifPresent(problems::add);
        }
        problems.addAll(configuration.problems());
        if (serializer == null || backend == null || !problems.isEmpty()) {
            purging.close();
            if (backend != null && setup.backend().isEmpty()) {
                backend.close();
            }
            throw new CacheConfigurationException(problems);
        }
        return new EngineComponents(
                configuration,
                backend,
                setup.backend().isEmpty(),
                serializer,
                setup.serializer().isEmpty(),
                purging);
    }

    /** Returns what is said of them at the start. */
    LogLine said() {
        return configuration.enabled()
                ? LogMessage.ENTRIES_KEPT.with(
                        backend.type(),
                        configuration.namespace(),
                        serializer.name(),
                        configuration
                                .engine()
                                .encryptionKeys()
                                .first()
                                .map(key -> "encrypted by the key " + key.id())
                                .orElse("not encrypted"))
                : LogMessage.SWITCHED_OFF.with();
    }

    /** Finds the serializer alone; empty where something is wrong with it. */
    static Optional<Serializer> serializer(EngineSetup setup) {
        List<BackendFactory> factories = ServiceLoader.load(BackendFactory.class, setup.classLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return serializer(Configuration.read(setup.source(), factories), setup.classLoader(), new ArrayList<>());
    }

    /** Closes what was made here; what was handed in stays the application's. */
    void close() {
        purging.close();
        if (ownsBackend) {
            backend.close();
        }
        if (ownsSerializer && serializer instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Throwable e) {
                LOG.log(LogMessage.SERIALIZER_UNCLOSED.with(serializer.name()), e);
            }
        }
    }

    private static Optional<Serializer> serializer(
            Configuration configuration, @Nullable ClassLoader classLoader, List<String> problems) {
        String wanted = configuration.serializer();
        List<String> found = new ArrayList<>();
        var providers = ServiceLoader.load(Serializer.class, classLoader).iterator();
        try {
            while (providers.hasNext()) {
                Serializer serializer = providers.next();
                if (serializer.name().equals(wanted)) {
                    // Tried now: one whose library is missing would leave every value out, load by load.
                    serializer.configure(configuration.partConfig(serializer.keys()));
                    serializer.write("", String.class);
                    return Optional.of(serializer);
                }
                found.add(serializer.name());
            }
            problems.add("cachex.serializer=" + wanted + ": " + MissingPart.SERIALIZER.problem(wanted, found));
        } catch (CacheSerializationException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (ServiceConfigurationError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add("cachex.serializer=" + wanted + ": " + cause.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            problems.add(
                    "cachex.serializer=" + wanted + ": cannot write a text (" + e + "); its library may be missing");
        }
        return Optional.empty();
    }

    private static Optional<CacheBackend> backend(
            Configuration configuration, List<BackendFactory> factories, EngineSetup setup, List<String> problems) {
        Optional<BackendFactory> factory = factory(configuration, factories, setup, problems);
        try {
            return factory.map(found -> found.create(configuration.backendContext(found, setup.client())));
        } catch (CacheConfigurationException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            if (configuration.problems().isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Optional<BackendFactory> factory(
            Configuration configuration, List<BackendFactory> factories, EngineSetup setup, List<String> problems) {
        Optional<String> configured = configuration.backendType();
        Optional<BackendFactory> meant = configured.isPresent()
                ? Optional.empty()
                : factories.stream()
                        .filter(factory -> factory.isMeant(configuration.backendContext(factory, setup.client())))
                        .findFirst();
        if (meant.isEmpty() && configured.isEmpty() && setup.client().isPresent()) {
            problems.add("client=" + setup.client().get().getClass().getName()
                    + ": no backend on the class path takes such a client; hand over a redis.clients.jedis.UnifiedJedis"
                    + " and add io.github.cachex:cachex-backend-redis");
            return Optional.empty();
        }
        String type = configured.or(() -> meant.map(BackendFactory::type)).orElse(MEMORY);
        Optional<BackendFactory> found = factories.stream()
                .filter(factory -> factory.type().equals(type))
                .findFirst();
        if (found.isEmpty() && configured.isEmpty()) {
            problems.add("cachex.backend.type is not set, and " + type
                    + ", the default, is not on the class path, which has "
                    + factories.stream().map(BackendFactory::type).sorted().toList()
                    + "; add the dependency io.github.cachex:cachex-backend-" + type);
        }
        return found;
    }
}
