// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHealth;
import io.github.cachex.Caches;
import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.ConfigChange;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.LogSettings;
import io.github.cachex.core.event.LogListener;
import io.github.cachex.core.lane.BackendLane;
import io.github.cachex.core.node.SoughtLease;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogOutput;
import io.github.cachex.spi.TagState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The caches of one application over its backends. Thread-safe. */
public final class CacheEngine implements AutoCloseable {
    private static final String LOGGER = "io.github.cachex";

    private final EngineComponents parts;
    private final EngineSetup setup;
    private final LogOutput output;
    private final LogListener log;
    private final OperatorViews views;
    private final EngineServices services;
    private final EngineNodes nodes;
    private final Map<String, CacheAssembly> caches = new ConcurrentHashMap<>();
    private volatile Configuration configuration;
    private volatile ConfigFollower follower = ConfigFollower.NONE;
    private volatile boolean closed;

    private CacheEngine(EngineComponents parts, EngineSetup setup, LogOutput output) {
        this.output = output;
        this.parts = parts;
        this.setup = setup;
        this.log = new LogListener(parts.configuration().verbose(), LineLogger.named(LOGGER, output));
        this.views = OperatorViews.of(setup, parts.configuration(), new EngineCaches(this));
        this.configuration = parts.configuration();
        EngineSetup seen = views.in(setup).listeners(views.with(setup.listeners(), parts.purging()));
        this.services = new EngineServices(parts, seen, log, this::marksReplayed);
        this.nodes = new EngineNodes(
                services,
                setup.application().orElseGet(configuration::prefix),
                configuration.cache(Configuration.DEFAULT_CACHE).backendBudget(),
                caches(),
                this::open);
    }

    private void marksReplayed(CacheSpace space, TagState state) {
        CacheAssembly cache = caches.get(space.cache());
        if (cache != null) {
            cache.marksReplayed(state);
        }
    }

    /**
     * Starts an engine and says in the log which backend it took. A backend that does not answer yet is no error. The
     * settings of {@code caches}, as far as they are known already, are checked along with everything else.
     *
     * @throws CacheConfigurationException with every mistake in the configuration at once
     */
    public static CacheEngine start(EngineSetup setup, String... caches) {
        LogOutput output = LogOutput.open(setup.logger(), LogSettings.format(setup.source()));
        try {
            return start(setup, output, caches);
        } catch (Throwable e) {
            output.close();
            throw e;
        }
    }

    private static CacheEngine start(EngineSetup setup, LogOutput output, String... caches) {
        LineLogger log = LineLogger.named(LOGGER, output);
        EngineComponents parts = EngineComponents.of(setup, List.of(caches));
        Configuration configuration = parts.configuration();
        configuration.warnings().forEach(log::log);
        if (setup.client().isPresent()) {
            configuration.prefixWarning(parts.backends().first()).ifPresent(log::log);
        }
        log.log(parts.said());
        CacheEngine engine = new CacheEngine(parts, setup, output);
        boolean inline = configuration.engine().isInline();
        if (configuration.operators().adviceLog() && !inline) {
            new Advices(engine::open, engine.caches(), Advices.RUNNING_TIME)
                    .daily(engine.services.first().threads().scheduler());
        }
        configuration
                .poll()
                .filter(period -> !inline)
                .ifPresent(period -> new ConfigWatch(engine)
                        .every(
                                period,
                                engine.services.first().threads().scheduler(),
                                engine.services.first().threads().background()));
        return engine;
    }

    /**
     * Returns every mistake that would keep an engine from starting with {@code setup}, without starting one: for those who
     * check an application before they run it.
     */
    public static List<String> problems(EngineSetup setup, String... caches) {
        return problems(setup, backend -> List.of(), caches);
    }

    /** Returns the same, with the mistakes that {@code asked} finds in what the backend of each cache can do. */
    public static List<String> problems(
            EngineSetup setup, Function<Function<String, CacheBackend>, List<String>> asked, String... caches) {
        try {
            EngineComponents parts = EngineComponents.of(setup, List.of(caches));
            List<String> found = asked.apply(cache -> parts.backends().backend(cache));
            parts.close();
            return found;
        } catch (CacheConfigurationException e) {
            return e.problems();
        }
    }

    /**
     * Returns the serializers that an engine of {@code setup} would use, for those who ask them about types before they run it. Whoever
     * asks closes them.
     */
    public static Serializers serializers(EngineSetup setup) {
        return EngineComponents.serializers(setup);
    }

    /**
     * Returns the backends by name, the default one first, as they were made, past breaker and queue: for tools that look at what is
     * stored. What is changed through them, this JVM hears of as any other does.
     */
    public Map<String, CacheBackend> backends() {
        return Collections.unmodifiableMap(parts.backends().all());
    }

    /** Returns that of them in which the entries of {@code cache} live. */
    public CacheBackend backend(String cache) {
        return parts.backends().backend(cache);
    }

    /** Returns the configuration that is in force. */
    public Configuration configuration() {
        return configuration;
    }

    /** Has {@code follower} follow changes of the configuration from now on, in the place of whoever did before. */
    public void followedBy(ConfigFollower follower) {
        this.follower = follower;
    }

    /** Returns everything that is wrong with {@code next}. */
    List<String> check(Configuration next) {
        next.cache(Configuration.DEFAULT_CACHE);
        caches.keySet().forEach(next::cache);
        Set<String> problems = new LinkedHashSet<>(follower.problems(next));
        problems.addAll(next.problems());
        return List.copyOf(problems);
    }

    /** Goes by what changed, in which nothing is wrong; returns the caches whose near cache stays of another kind or size. */
    List<String> take(ConfigChange change) {
        List<String> unlike = new ArrayList<>();
        configuration = change.next();
        log.verbose(configuration.verbose());
        services.take(configuration);
        caches.forEach((name, cache) -> {
            if (!take(name, cache)) {
                unlike.add(name);
            }
        });
        follower.take(change.next());
        if (change.isNearOfMethods()) {
            caches.values().forEach(CacheAssembly::dropNear);
        }
        return unlike;
    }

    /** One at a time, since what comes last must be what is in force. */
    private boolean take(String name, CacheAssembly cache) {
        synchronized (caches) {
            return cache.take(settings(name), configuration.switches());
        }
    }

    private CacheSettings settings(String name) {
        return configuration.cache(name).with(setup.options());
    }

    /**
     * Returns the cache of that name, the same each time.
     *
     * @throws CacheConfigurationException when the name, or what is configured for it, is wrong
     */
    public NamedCache cache(String name) {
        CacheAssembly known = caches.get(name);
        if (known != null) {
            return known.handler();
        }
        return cache(name, () -> {});
    }

    /** Returns the same; where it is made now, closing it runs {@code onClose} first, which may refuse. */
    NamedCache cache(String name, Runnable onClose) {
        if (closed) {
            throw new CacheClosedException(name);
        }
        return built(name, onClose);
    }

    /** Returns all of them. */
    public Caches caches() {
        return new EngineCaches(this);
    }

    /** Notes that a warm-up has come to an entry of the cache {@code name}, if that is there. */
    public void warmed(String name) {
        CacheAssembly cache = open().get(name);
        if (cache != null) {
            cache.warmed();
        }
    }

    /** Returns those that are there, by name; none after close. */
    Map<String, CacheAssembly> open() {
        return closed ? Map.of() : caches;
    }

    /** Returns this node among the others. */
    EngineNodes nodes() {
        return nodes;
    }

    /** Returns the lease of {@code id} in the cache {@code name}. */
    SoughtLease lease(String name, String id) {
        return SoughtLease.of(
                name, services.rules.entryKey(name, Namespace.NONE, id).id());
    }

    /** Returns how the backend is, from what is known here. */
    CacheHealth health() {
        return new CacheHealth(
                parts.backends().first(),
                configuration.enabled(),
                configuration.engine().encryptionKeys().first().isPresent(),
                configuration.operators().readiness(),
                services.pending(),
                services.started,
                services.health());
    }

    /** Returns the settings in force. */
    List<SettingInForce> settings() {
        return configuration.inForce(parts.backends().made(), open().keySet());
    }

    private NamedCache built(String name, Runnable onClose) {
        Configuration before = configuration;
        CacheAssembly cache = caches.computeIfAbsent(name, missing -> build(missing, onClose));
        if (before != configuration) {
            // Perhaps built by the old one, and not there yet when the others were handed the new one.
            var unused = take(name, cache);
        }
        // Not inside the map: an observer may ask for another cache.
        cache.announce(configuration.switches());
        if (closed) {
            cache.close();
        }
        return cache.handler();
    }

    /** Returns the one cache of an engine that is closed with it. */
    NamedCache sole(String name) {
        return builtOrClosed(name, this::close);
    }

    /** Returns a cache of an engine whose caches are closed together; where it cannot be made, this is closed. */
    NamedCache shared(String name) {
        return builtOrClosed(name, EngineCaches.REFUSED);
    }

    /** Returns the cache that closes on {@code onClose}; where it cannot be made, this is closed. */
    private NamedCache builtOrClosed(String name, Runnable onClose) {
        try {
            return built(name, onClose);
        } catch (CacheConfigurationException e) {
            close();
            throw e;
        }
    }

    private CacheAssembly build(String name, Runnable onClose) {
        int before = configuration.problems().size();
        CacheSettings settings = settings(name);
        List<String> problems = configuration.problems();
        if (problems.size() > before) {
            throw new CacheConfigurationException(problems.subList(before, problems.size()));
        }
        return new CacheAssembly(
                new CacheState(name, settings, configuration.switches().isOn(name)),
                services.ground(name),
                log.ofCache(configuration.switches().isVerbose(name)),
                onClose);
    }

    /** Returns whether it is closed. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Closes all caches, tells the backend what it has not been told yet if it listens, and ends every thread and connection
     * of this engine. Loads under way end by themselves, without storing. Calling it again does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        services.lanes().forEach(BackendLane::unfollow);
        nodes.close();
        caches.values().forEach(CacheAssembly::close);
        views.close();
        services.lanes().forEach(BackendLane::quiet);
        caches.values().forEach(CacheAssembly::giveBackLeases);
        services.lanes().forEach(BackendLane::end);
        parts.close();
        services.board.wakeAll();
        services.clock.close();
        log.close();
        output.close();
    }
}
