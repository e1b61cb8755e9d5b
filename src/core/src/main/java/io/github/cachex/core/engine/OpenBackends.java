// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.BackendName;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.NamedBackends;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.lane.NamedBackend;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backends of an engine, by name: the default one, those that have a name of their own, and those that a cache chooses. All are made
 * at the start, so that every mistake is told there.
 */
final class OpenBackends {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final String MEMORY = "memory";

    private final NamedBackends named;
    private final Optional<CacheBackend> handedIn;
    private final Map<String, CacheBackend> byName = new LinkedHashMap<>();
    private final Set<BackendName> made = new LinkedHashSet<>();

    private OpenBackends(NamedBackends named, Optional<CacheBackend> handedIn) {
        this.named = named;
        this.handedIn = handedIn;
    }

    /** Makes those that {@code configuration} means, for {@code caches} and those it knows; what is wrong joins {@code problems}. */
    static OpenBackends of(Configuration configuration, EngineSetup setup, List<String> caches, List<String> problems) {
        OpenBackends open = new OpenBackends(configuration.backends(), setup.backend());
        open.openFirst(configuration, setup, problems);
        Set<String> chosen = new LinkedHashSet<>();
        open.named.own().forEach(backend -> chosen.add(backend.name()));
        Set<String> all = new LinkedHashSet<>(caches);
        all.addAll(configuration.configuredCaches());
        all.forEach(cache -> open.named.of(cache).ifPresent(chosen::add));
        for (String name : chosen) {
            if (!open.byName.containsKey(name)) {
                open.named
                        .find(name)
                        .ifPresent(backend -> open.make(backend, configuration, Optional.empty(), problems));
            }
        }
        return open;
    }

    private void openFirst(Configuration configuration, EngineSetup setup, List<String> problems) {
        if (handedIn.isPresent()) {
            byName.put(handedIn.get().type(), handedIn.get());
        } else {
            first(configuration, setup, problems)
                    .ifPresent(backend -> make(backend, configuration, setup.client(), problems));
        }
    }

    private Optional<BackendName> first(Configuration configuration, EngineSetup setup, List<String> problems) {
        Optional<String> chosen = named.chosen();
        if (chosen.isPresent()) {
            return chosen.flatMap(named::find);
        }
        Optional<String> meant = named.meant(backend -> configuration.context(backend, setup.client()));
        if (meant.isEmpty() && setup.client().isPresent()) {
            problems.add("client=" + setup.client().get().getClass().getName()
                    + ": no backend on the class path takes such a client; hand over a redis.clients.jedis.UnifiedJedis"
                    + " and add io.github.cachex:cachex-backend-redis");
            return Optional.empty();
        }
        Optional<BackendName> found = named.find(meant.orElse(MEMORY));
        if (found.isEmpty()) {
            problems.add("cachex.backend.type is not set, and " + MEMORY
                    + ", the default, is not on the class path, which has "
                    + named.factories().stream()
                            .map(BackendFactory::type)
                            .sorted()
                            .toList()
                    + "; add the dependency io.github.cachex:cachex-backend-" + MEMORY);
        }
        return found;
    }

    private void make(BackendName name, Configuration configuration, Optional<Object> client, List<String> problems) {
        try {
            CacheBackend backend = named.factory(name).create(configuration.context(name, client));
            // Alone, it needs no name; several could not be told from each other.
            boolean alone = byName.isEmpty() && !name.isOwn();
            byName.put(name.name(), alone ? backend : new NamedBackend(name, backend));
            made.add(name);
        } catch (CacheConfigurationException e) {
            e.problems().forEach(problem -> problems.add(name.inText(problem)));
        } catch (RuntimeException | LinkageError e) {
            if (configuration.problems().isEmpty()) {
                close();
                throw e;
            }
        }
    }

    /** Returns whether there is a default one. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Returns the name of the default one. */
    String first() {
        return byName.keySet().iterator().next();
    }

    /** Returns all by name, the default one first. */
    Map<String, CacheBackend> all() {
        return byName;
    }

    /** Returns those that were made here. */
    Set<BackendName> made() {
        return made;
    }

    /**
     * Returns the name of the one in which the entries of {@code cache} live.
     *
     * @throws CacheConfigurationException when that was not known at the start
     */
    String of(String cache) {
        return named.of(cache)
                .map(name -> {
                    if (!byName.containsKey(name)) {
                        throw new CacheConfigurationException(List.of("cachex.cache." + cache + ".backend=" + name
                                + ": this backend is not open, since the source of the configuration did not list this"
                                + " key at the start; let it list its keys"));
                    }
                    return name;
                })
                .orElseGet(this::first);
    }

    /** Returns the one in which the entries of {@code cache} live; throws as {@link #of} does. */
    CacheBackend backend(String cache) {
        return Objects.requireNonNull(byName.get(of(cache)));
    }

    /** Returns what is said of them at the start: the default one, then the others, each with its type. */
    String said() {
        return byName.keySet().stream()
                .map(name -> named.find(name)
                        .filter(BackendName::isOwn)
                        .map(own -> name + " (" + own.type() + ")")
                        .orElse(name))
                .collect(Collectors.joining(", "));
    }

    /** Closes what was made here, each whatever becomes of the others; what was handed in stays the application's. */
    void close() {
        for (BackendName name : made) {
            try {
                Objects.requireNonNull(byName.get(name.name())).close();
            } catch (Throwable e) {
                Faults.keepInterrupt(e);
                LOG.log(LogMessage.BACKEND_UNCLOSED.with(name.name()), e);
            }
        }
    }
}
