// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheHealth;
import io.github.cachex.CacheObserver;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.config.TransactionPolicy;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.event.LoadTracing;
import io.github.cachex.core.event.LogListener;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.lane.BackendLane;
import io.github.cachex.core.lane.LaneSettings;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.core.operation.Namespaces;
import io.github.cachex.core.purge.Purging;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.statistics.BackendUse;
import io.github.cachex.core.statistics.BackendUses;
import io.github.cachex.core.statistics.CacheCounters;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.core.time.CoarseClock;
import io.github.cachex.core.transaction.Enlistment;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Serializer;
import io.github.cachex.spi.TagState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * What the caches of an engine have in common, and the lanes of its backends; {@link CacheAssembly} hands each part to those who need it.
 * Thread-safe.
 */
final class EngineServices {
    final EngineSettings settings;
    final List<CacheListener> listeners;
    final List<CacheObserver> observers;
    final String namespace;
    final KeyRules rules;
    final Namespaces namespaces;
    final Purging purging;
    final KeyVersions versions;
    final Enlistment enlistment;
    final BackendUses uses = new BackendUses();
    final WaitBoard board = new WaitBoard();
    final WaitGraph waits = new WaitGraph();
    final CoarseClock clock;
    /** Whether nothing runs after a caller has its answer. */
    final boolean inline;

    final Instant started = Instant.now();
    private final EngineComponents components;
    private final Map<String, BackendLane> lanes = new LinkedHashMap<>();
    private final Map<Serializer, EntryCodec> codecs = new ConcurrentHashMap<>();
    private final CacheTelemetry telemetry;

    /** Starts what an engine runs; {@code marksReplayed} takes what a backend has got late. */
    EngineServices(
            EngineComponents components,
            EngineSetup setup,
            LogListener log,
            BiConsumer<CacheSpace, TagState> marksReplayed) {
        Configuration configuration = components.configuration();
        this.components = components;
        this.settings = configuration.engine();
        this.inline = settings.isInline();
        this.clock = inline ? CoarseClock.unmoved() : new CoarseClock("cachex-clock");
        this.listeners = setup.listeners();
        this.observers = setup.observers();
        this.namespace = configuration.namespace();
        this.rules = new KeyRules(namespace, configuration.keyPolicy(), configuration.maxKeyLength());
        this.namespaces = new Namespaces(setup.namespaces(), new Faults());
        this.purging = components.purging();
        this.telemetry = telemetry(log, new CacheCounters(new BackendUse()));
        boolean putsOff =
                setup.transactions() != Transactions.NONE && settings.transactions() == TransactionPolicy.AFTER_COMMIT;
        this.versions = new KeyVersions(putsOff);
        this.enlistment = new Enlistment(putsOff ? setup.transactions() : Transactions.NONE);
        LaneSettings common = new LaneSettings(
                settings,
                namespace,
                configuration.cache(Configuration.DEFAULT_CACHE).backendBudget(),
                uses,
                telemetry,
                board::wake,
                marksReplayed);
        LoadTracing tracing = LoadTracing.of(listeners, namespaces.faults());
        components.backends().all().forEach((name, backend) -> {
            Background background = inline
                    ? Background.inline()
                    : new Background(
                            setup.executor(),
                            settings.backgroundThreads(),
                            load -> setup.aroundLoads().apply(tracing.carry(load)),
                            setup.classLoader());
            Scheduler scheduler = new Scheduler(lanes.isEmpty() ? "cachex" : "cachex-" + name);
            lanes.put(
                    name,
                    new BackendLane(backend, new Threads(background, scheduler), common, configuration.enabled()));
        });
        if (!purging.isEmpty()) {
            first().chores()
                    .repeat(() -> purging.settle(cache -> lane(cache).replay().pending(cache)), Purging.PERIOD);
        }
    }

    /** Returns what counts in {@code counters} and tells the listeners, and {@code log} after them. */
    CacheTelemetry telemetry(CacheListener log, CacheCounters counters) {
        List<CacheListener> all = new ArrayList<>(listeners);
        all.add(log);
        return new CacheTelemetry(all, namespaces.faults(), counters);
    }

    /** Returns the lane of the default backend. */
    BackendLane first() {
        return lanes.values().iterator().next();
    }

    /** Returns the lanes of all backends, that of the default one first. */
    Collection<BackendLane> lanes() {
        return lanes.values();
    }

    /** Returns the lane of the backend in which the entries of {@code cache} live. */
    BackendLane lane(String cache) {
        return Objects.requireNonNull(lanes.get(components.backends().of(cache)));
    }

    /**
     * Returns what {@code cache} stands on.
     *
     * @throws CacheConfigurationException when its backend or its serializer was not known at the start
     */
    CacheGround ground(String cache) {
        EntryCodec codec = codecs.computeIfAbsent(
                components.serializers().of(cache),
                serializer -> new EntryCodec(serializer, settings.encryptionKeys()));
        return new CacheGround(this, lane(cache), codec);
    }

    /** Returns how the parts of all backends are. */
    List<CacheHealth.Part> health() {
        return lanes.values().stream().flatMap(lane -> lane.health().stream()).toList();
    }

    /** Returns how many invalidations wait for a backend. */
    long pending() {
        return lanes.values().stream()
                .mapToLong(lane -> lane.replay().pending())
                .sum();
    }

    /** Goes by {@code next}, as far as it is about no single cache. */
    void take(Configuration next) {
        telemetry.askAgain();
        lanes.values().forEach(lane -> lane.enable(next.enabled()));
    }
}
