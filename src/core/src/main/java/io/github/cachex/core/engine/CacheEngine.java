// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.breaker.Breaker;
import io.github.cachex.core.breaker.BreakerBackend;
import io.github.cachex.core.breaker.GuardedBackend;
import io.github.cachex.core.breaker.Probe;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.ConfigChange;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.config.TransactionPolicy;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.core.log.LogListener;
import io.github.cachex.core.near.Stripes;
import io.github.cachex.core.replay.ReplayQueue;
import io.github.cachex.core.stage.Journal;
import io.github.cachex.core.stage.LinkTrust;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.time.Background;
import io.github.cachex.core.time.CoarseClock;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.core.time.Scheduler;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.error.CacheClosedException;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.Serializer;
import io.github.cachex.spi.TagState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The caches of one application over one backend. Thread-safe. */
public final class CacheEngine implements AutoCloseable {
    /** The name of the cache that is meant where none is named. */
    public static final String DEFAULT_CACHE = "default";

    private static final Logger LOG = LineLogger.named("io.github.cachex");

    private final Parts parts;
    private final EngineSetup setup;
    private final LogListener log;
    private final List<CacheListener> listeners;
    private final Shared shared;
    private final Map<String, EngineCache> caches = new ConcurrentHashMap<>();
    private volatile Configuration configuration;
    private volatile ConfigFollower follower = ConfigFollower.NONE;
    private volatile boolean closed;

    private CacheEngine(Parts parts, EngineSetup setup) {
        this.parts = parts;
        this.setup = setup;
        this.log = new LogListener(parts.configuration().verbose());
        this.listeners = new ArrayList<>(setup.listeners());
        listeners.add(log);
        this.configuration = parts.configuration();
        EngineSettings settings = configuration.engine();
        CacheBackend guarded = new GuardedBackend(parts.backend());
        Breaker breaker = new Breaker(settings.breakerFailures(), settings.breakerSlow());
        CacheBackend backend = new BreakerBackend(guarded, breaker);
        Scheduler scheduler = new Scheduler("cachex");
        WaitBoard board = new WaitBoard();
        backend.leases().ifPresent(leases -> leases.onWake(board::wake));
        Duration budget = configuration.cache(DEFAULT_CACHE).backendBudget();
        ReplayQueue replay =
                new ReplayQueue(backend, guarded, scheduler, settings, budget, Group.ALL, this::marksReplayed);
        KeyRules rules =
                new KeyRules(configuration.namespace(), configuration.keyPolicy(), configuration.maxKeyLength());
        LinkTrust trust = new LinkTrust(Nanos.of(settings.linkDead()));
        Faults faults = new Faults();
        Journal journal = new Journal(listeners, faults);
        Optional<LinkReceiver> link = backend.link()
                .map(open ->
                        new LinkReceiver(open, trust, backend.tags(), scheduler::run, budget, journal::linkChanged));
        link.ifPresent(receiver -> scheduler.repeat(receiver::heartbeat, settings.linkHeartbeat()));
        Background background = new Background(
                setup.executor(), settings.backgroundThreads(), setup.aroundLoads(), setup.classLoader());
        EntryKey probed = new EntryKey(configuration.namespace(), DEFAULT_CACHE, "cachex:probe");
        boolean putsOff =
                setup.transactions() != Transactions.NONE && settings.transactions() == TransactionPolicy.AFTER_COMMIT;
        breaker.listen(new Probe(breaker, guarded, probed, replay::replay, scheduler, settings.breakerProbe(), budget));
        breaker.listen(new BreakerEvents(journal, link));
        if (configuration.enabled()) {
            new BackendContact(guarded, budget, scheduler, settings.breakerProbe()).begin();
        }
        this.shared = new Shared(
                configuration.namespace(),
                backend,
                new EntryCodec(parts.serializer(), settings.encryptionKeys()),
                scheduler,
                board,
                replay,
                rules,
                settings,
                new Stripes(putsOff),
                trust,
                new CoarseClock("cachex-clock"),
                background,
                // What ends a load must not be lost, whoever's thread it takes.
                task -> background.run(task, task),
                new WaitGraph(),
                link,
                breaker,
                new Deferrals(putsOff ? setup.transactions() : Transactions.NONE),
                new Namespaces(setup.namespaces(), faults));
    }

    private void marksReplayed(CacheSpace space, TagState state) {
        EngineCache cache = caches.get(space.cache());
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
        Parts parts = Parts.of(setup, List.of(caches));
        Configuration configuration = parts.configuration();
        configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        if (setup.client().isPresent()) {
            configuration.prefixWarning(parts.backend().type()).ifPresent(warning -> LOG.log(Level.WARNING, warning));
        }
        if (configuration.enabled()) {
            LOG.log(
                    Level.INFO,
                    "Cachex keeps its entries in {0} (namespace {1}, serializer {2}, {3})",
                    parts.backend().type(),
                    configuration.namespace(),
                    parts.serializer().name(),
                    configuration
                            .engine()
                            .encryptionKeys()
                            .first()
                            .map(key -> "encrypted by the key " + key.id())
                            .orElse("not encrypted"));
        } else {
            LOG.log(
                    Level.WARNING,
                    "Cachex is off (cachex.enabled=false): nothing is cached, annotated methods and loaders run plainly");
        }
        CacheEngine engine = new CacheEngine(parts, setup);
        configuration
                .poll()
                .ifPresent(period ->
                        new ConfigWatch(engine).every(period, engine.shared.scheduler(), engine.shared.background()));
        return engine;
    }

    /**
     * Returns every mistake that would keep an engine from starting with {@code setup}, without starting one: for those who
     * check an application before they run it.
     */
    public static List<String> problems(EngineSetup setup, String... caches) {
        try {
            Parts parts = Parts.of(setup, List.of(caches));
            parts.close();
            return List.of();
        } catch (CacheConfigurationException e) {
            return e.problems();
        }
    }

    /**
     * Returns the serializer that an engine of {@code setup} would use, for those who ask it about types before they run it; empty where
     * the application brings its own, or none is there. Whoever asks closes it, if it can be closed.
     */
    public static Optional<Serializer> serializer(EngineSetup setup) {
        return setup.serializer().isPresent() ? Optional.empty() : Parts.serializer(setup);
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
        next.cache(DEFAULT_CACHE);
        caches.keySet().forEach(next::cache);
        Set<String> problems = new LinkedHashSet<>(follower.problems(next));
        problems.addAll(next.problems());
        return List.copyOf(problems);
    }

    /** Goes by what changed, in which nothing is wrong; returns the caches whose near cache stays of another kind or size. */
    List<String> take(ConfigChange change) {
        List<String> unlike = new ArrayList<>();
        configuration = change.next();
        caches.forEach((name, cache) -> {
            if (!cache.take(settings(name))) {
                unlike.add(name);
            }
        });
        follower.take(change.next());
        if (change.isNearOfMethods()) {
            caches.values().forEach(EngineCache::dropNear);
        }
        return unlike;
    }

    private CacheSettings settings(String name) {
        return configuration.cache(name).with(setup.options());
    }

    /**
     * Returns the cache of that name, the same each time.
     *
     * @throws CacheConfigurationException when the name, or what is configured for it, is wrong
     */
    public EngineCache cache(String name) {
        EngineCache known = caches.get(name);
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new CacheClosedException(name);
        }
        return built(name, () -> {});
    }

    private EngineCache built(String name, Runnable onClose) {
        Configuration before = configuration;
        EngineCache cache = caches.computeIfAbsent(name, missing -> build(missing, onClose));
        if (before != configuration) {
            // Perhaps built by the old one, and not there yet when the others were handed the new one.
            cache.take(settings(name));
        }
        return cache;
    }

    /** Returns the one cache of an engine that is closed with it. */
    EngineCache sole(String name) {
        try {
            return built(name, this::close);
        } catch (CacheConfigurationException e) {
            close();
            throw e;
        }
    }

    private EngineCache build(String name, Runnable onClose) {
        int before = configuration.problems().size();
        CacheSettings settings = settings(name);
        List<String> problems = configuration.problems();
        if (problems.size() > before) {
            throw new CacheConfigurationException(problems.subList(before, problems.size()));
        }
        return configuration.enabled()
                ? new EngineCache(name, settings, shared, listeners, onClose)
                : new BypassedCache(name, settings, shared, listeners, onClose);
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
        caches.values().forEach(EngineCache::markClosed);
        shared.link().ifPresent(LinkReceiver::close);
        shared.background().close();
        caches.values().forEach(EngineCache::giveBackLeases);
        shared.replay().close();
        shared.scheduler().close();
        parts.close();
        shared.board().wakeAll();
        shared.clock().close();
        log.close();
    }

    /** What the caches of an engine have in common. */
    record Shared(
            String namespace,
            CacheBackend backend,
            EntryCodec codec,
            Scheduler scheduler,
            WaitBoard board,
            ReplayQueue replay,
            KeyRules rules,
            EngineSettings settings,
            Stripes stripes,
            LinkTrust trust,
            CoarseClock clock,
            Background background,
            Executor loads,
            WaitGraph waits,
            Optional<LinkReceiver> link,
            Breaker breaker,
            Deferrals deferrals,
            Namespaces namespaces) {}
}
