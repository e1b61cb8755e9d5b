// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MissingPart;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.Serializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The serializers of an engine: the default one, and those that caches choose by name. */
public final class Serializers implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final Configuration configuration;
    private final Optional<Serializer> handedIn;
    private final Map<String, Serializer> found = new LinkedHashMap<>();

    private Serializers(Configuration configuration, Optional<Serializer> handedIn) {
        this.configuration = configuration;
        this.handedIn = handedIn;
    }

    /** Finds those that {@code configuration} means, for {@code caches} and those it knows; what is wrong joins {@code problems}. */
    static Serializers of(Configuration configuration, EngineSetup setup, List<String> caches, List<String> problems) {
        Serializers open = new Serializers(configuration, setup.serializer());
        Map<String, String> wanted = new LinkedHashMap<>();
        Optional<String> own = setup.serializer().map(Serializer::name);
        if (setup.serializer().isEmpty()) {
            wanted.put(configuration.serializer(), "cachex.serializer=" + configuration.serializer());
        }
        Set<String> all = new LinkedHashSet<>(caches);
        all.addAll(configuration.configuredCaches());
        all.forEach(cache -> configuration
                .serializerChoice(cache)
                .filter(choice -> !own.equals(Optional.of(choice.name())))
                .ifPresent(choice -> wanted.putIfAbsent(choice.name(), choice.said())));
        wanted.forEach((name, said) -> find(configuration, setup.classLoader(), name, said, problems)
                .ifPresent(serializer -> open.found.put(name, serializer)));
        return open;
    }

    private static Optional<Serializer> find(
            Configuration configuration,
            @Nullable ClassLoader classLoader,
            String wanted,
            String said,
            List<String> problems) {
        List<String> there = new ArrayList<>();
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
                there.add(serializer.name());
            }
            problems.add(said + ": " + MissingPart.SERIALIZER.problem(wanted, there));
        } catch (CacheSerializationException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (ServiceConfigurationError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            problems.add(said + ": " + cause.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            problems.add(said + ": cannot write a text (" + e + "); its library may be missing");
        }
        return Optional.empty();
    }

    /** Returns the one of {@code cache}; empty where it was not found. */
    public Optional<Serializer> find(String cache) {
        return configuration
                .serializerChoice(cache)
                .map(choice -> Optional.ofNullable(found.get(choice.name()))
                        .or(() -> handedIn.filter(given -> given.name().equals(choice.name()))))
                .orElseGet(() -> handedIn.or(() -> Optional.ofNullable(found.get(configuration.serializer()))));
    }

    /**
     * Returns the one of {@code cache}.
     *
     * @throws CacheConfigurationException when that was not known at the start
     */
    Serializer of(String cache) {
        return find(cache)
                .orElseThrow(() -> new CacheConfigurationException(List.of("cachex.cache." + cache
                        + ".serializer: this serializer was not found at the start, since the source of the configuration"
                        + " did not list this key; let it list its keys")));
    }

    /** Returns what is said of them at the start: the name of the default one. */
    String said() {
        return handedIn.map(Serializer::name).orElseGet(configuration::serializer);
    }

    /** Closes what was found here; what was handed in stays the application's. */
    @Override
    public void close() {
        for (Serializer serializer : found.values()) {
            if (serializer instanceof AutoCloseable open) {
                try {
                    open.close();
                } catch (Throwable e) {
                    LOG.log(LogMessage.SERIALIZER_UNCLOSED.with(serializer.name()), e);
                }
            }
        }
    }
}
