// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheObserver;
import io.github.cachex.core.breaker.Breaker;
import io.github.cachex.core.breaker.BreakerBackend;
import io.github.cachex.core.breaker.Breakers;
import io.github.cachex.core.breaker.CountedBackend;
import io.github.cachex.core.breaker.GuardedBackend;
import io.github.cachex.core.breaker.InlineBackend;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.config.TransactionPolicy;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.event.LoadTracing;
import io.github.cachex.core.event.LogListener;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.core.operation.Namespaces;
import io.github.cachex.core.purge.Purging;
import io.github.cachex.core.replay.ReplayQueue;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.statistics.BackendUse;
import io.github.cachex.core.statistics.BackendUses;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Chores;
import io.github.cachex.core.thread.InlineChores;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.core.time.CoarseClock;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.core.transaction.Enlistment;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the caches of an engine have in common; {@link CacheAssembly} hands each part to those who need it. Thread-safe. */
final class EngineServices {
    final EngineSettings settings;
    final List<CacheListener> listeners;
    final List<CacheObserver> observers;
    final String namespace;
    final KeyRules rules;
    final Namespaces namespaces;
    final EntryCodec codec;
    final BackendParts parts;
    final CacheBackend backend;
    final Breakers breakers;
    final ReplayQueue replay;
    final Purging purging;
    final Optional<Links> links;
    /** Whether this JVM is told of each key that others change, so that it may keep values of its own. */
    final boolean tellsChanges;

    final Runnable unfollow;
    final KeyVersions versions;
    final Enlistment enlistment;
    final BackendUses uses = new BackendUses();
    final WaitBoard board = new WaitBoard();
    final WaitGraph waits = new WaitGraph();
    final CoarseClock clock;
    /** Whether nothing runs after a caller has its answer. */
    final boolean inline;

    final Threads threads;
    /** Runs what is to be done again and again. */
    private final Chores chores;

    private final Map<String, LinkTrust> trusts = new ConcurrentHashMap<>();
    final EngineHealth states;
    private final PartHealth health;
    private final CacheTelemetry telemetry;
    private volatile boolean enabled;

    /** Starts what an engine runs; {@code marksReplayed} takes what the backend has got late. */
    EngineServices(
            EngineComponents components,
            EngineSetup setup,
            LogListener log,
            BiConsumer<CacheSpace, TagState> marksReplayed) {
        Configuration configuration = components.configuration();
        this.settings = configuration.engine();
        this.listeners = setup.listeners();
        this.observers = setup.observers();
        this.namespace = configuration.namespace();
        this.rules = new KeyRules(namespace, configuration.keyPolicy(), configuration.maxKeyLength());
        this.namespaces = new Namespaces(setup.namespaces(), new Faults());
        this.codec = new EntryCodec(components.serializer(), settings.encryptionKeys());
        this.inline = settings.isInline();
        this.clock = inline ? CoarseClock.unmoved() : new CoarseClock("cachex-clock");
        Scheduler scheduler = new Scheduler("cachex");
        InlineChores due = new InlineChores();
        this.chores = inline ? due : scheduler;
        LoadTracing tracing = LoadTracing.of(listeners, namespaces.faults());
        Background background = inline
                ? Background.inline()
                : new Background(
                        setup.executor(),
                        settings.backgroundThreads(),
                        load -> setup.aroundLoads().apply(tracing.carry(load)),
                        setup.classLoader());
        this.threads = new Threads(background, scheduler);
        CacheBackend guarded = new GuardedBackend(new CountedBackend(components.backend(), uses));
        this.parts = OnePart.partsOf(guarded);
        this.states = new EngineHealth(parts, InstantSource.system());
        this.breakers = new Breakers(parts, this::breaker);
        CacheBackend passing = new BreakerBackend(guarded, breakers);
        this.backend = inline ? new InlineBackend(passing, due) : passing;
        backend.leases().ifPresent(leases -> leases.onWake(board::wake));
        Duration budget = configuration.cache(Configuration.DEFAULT_CACHE).backendBudget();
        this.health = new PartHealth(guarded, parts, namespace, settings, budget, chores);
        this.replay = new ReplayQueue(passing, guarded, chores, settings, budget, marksReplayed);
        this.purging = components.purging();
        if (!purging.isEmpty()) {
            chores.repeat(() -> purging.settle(replay::pending), Purging.PERIOD);
        }
        this.telemetry = telemetry(log, new CacheCounters(new BackendUse()));
        // A link has threads, and whoever is frozen hears nothing on it.
        this.tellsChanges = !inline && guarded.capabilities().contains(Capability.CHANGES);
        boolean haveLinks = !inline
                && parts.names().stream().anyMatch(part -> parts.link(part).isPresent());
        this.links = haveLinks ? Optional.of(new Links(parts, part -> receiver(part, budget))) : Optional.empty();
        links.ifPresent(open -> chores.repeat(open::heartbeat, settings.linkHeartbeat()));
        boolean putsOff =
                setup.transactions() != Transactions.NONE && settings.transactions() == TransactionPolicy.AFTER_COMMIT;
        this.versions = new KeyVersions(putsOff);
        this.enlistment = new Enlistment(putsOff ? setup.transactions() : Transactions.NONE);
        this.enabled = configuration.enabled();
        this.unfollow = parts.onChange(this::partsChanged);
        meetParts();
    }

    /** Returns what counts in {@code counters} and tells the listeners, and {@code log} after them. */
    CacheTelemetry telemetry(CacheListener log, CacheCounters counters) {
        List<CacheListener> all = new ArrayList<>(listeners);
        all.add(log);
        return new CacheTelemetry(all, namespaces.faults(), counters);
    }

    /** Goes by {@code next}, as far as it is about no single cache. */
    void take(Configuration next) {
        telemetry.askAgain();
        enabled = next.enabled();
        meetParts();
    }

    private Breaker breaker(String part) {
        Breaker breaker = health.breaker(part, () -> replay.replay(part));
        breaker.listen(new BreakerEvents(telemetry, states, links, parts, part));
        return breaker;
    }

    private LinkReceiver receiver(String part, Duration budget) {
        return new LinkReceiver(
                parts.link(part).orElseThrow(), trust(part), backend.tags(), threads.scheduler()::run, budget, up -> {
                    states.linkIs(part, up ? LinkState.UP : LinkState.DOWN);
                    telemetry.linkChanged(parts.describe(part), up);
                });
    }

    /** Returns the trust in the links of a cache, one for each part; each cache's own where there are none. */
    Function<String, LinkTrust> trusts() {
        LinkTrust looks = LinkTrust.ofLooks(Nanos.of(settings.linkHeartbeat()), InstantSource.system());
        return inline ? part -> looks : this::trust;
    }

    private LinkTrust trust(String part) {
        return trusts.computeIfAbsent(part, name -> new LinkTrust(Nanos.of(settings.linkDead())));
    }

    private void meetParts() {
        if (enabled) {
            health.meet();
        }
    }

    /** What is kept near is distrusted before anything else is done. */
    private void partsChanged() {
        links.ifPresent(Links::restart);
        chores.run(() -> {
            replay.follow();
            breakers.follow();
            links.ifPresent(Links::follow);
            meetParts();
        });
    }
}
