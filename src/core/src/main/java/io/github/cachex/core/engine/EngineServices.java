// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.breaker.Breaker;
import io.github.cachex.core.breaker.BreakerBackend;
import io.github.cachex.core.breaker.GuardedBackend;
import io.github.cachex.core.breaker.Probe;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EngineSettings;
import io.github.cachex.core.config.TransactionPolicy;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.lease.WaitBoard;
import io.github.cachex.core.operation.Namespaces;
import io.github.cachex.core.replay.ReplayQueue;
import io.github.cachex.core.stage.WaitGraph;
import io.github.cachex.core.thread.Background;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.core.time.CoarseClock;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.core.transaction.Enlistment;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What the caches of an engine have in common; {@link CacheAssembly} hands each part to those who need it. Thread-safe. */
final class EngineServices {
    final EngineSettings settings;
    final List<CacheListener> listeners;
    final String namespace;
    final KeyRules rules;
    final Namespaces namespaces;
    final EntryCodec codec;
    final CacheBackend backend;
    final Breaker breaker;
    final ReplayQueue replay;
    final Optional<LinkReceiver> link;
    final LinkTrust trust;
    final KeyVersions versions;
    final Enlistment enlistment;
    final WaitBoard board = new WaitBoard();
    final WaitGraph waits = new WaitGraph();
    final CoarseClock clock = new CoarseClock("cachex-clock");
    final Threads threads;

    /** Starts what an engine runs; {@code marksReplayed} takes what the backend has got late. */
    EngineServices(
            EngineComponents parts,
            EngineSetup setup,
            List<CacheListener> listeners,
            BiConsumer<CacheSpace, TagState> marksReplayed) {
        Configuration configuration = parts.configuration();
        this.settings = configuration.engine();
        this.listeners = listeners;
        this.namespace = configuration.namespace();
        this.rules = new KeyRules(namespace, configuration.keyPolicy(), configuration.maxKeyLength());
        Faults faults = new Faults();
        this.namespaces = new Namespaces(setup.namespaces(), faults);
        this.codec = new EntryCodec(parts.serializer(), settings.encryptionKeys());
        Scheduler scheduler = new Scheduler("cachex");
        Background background = new Background(
                setup.executor(), settings.backgroundThreads(), setup.aroundLoads(), setup.classLoader());
        this.threads = new Threads(background, scheduler);
        CacheBackend guarded = new GuardedBackend(parts.backend());
        this.breaker = new Breaker(settings.breakerFailures(), settings.breakerSlow());
        this.backend = new BreakerBackend(guarded, breaker);
        backend.leases().ifPresent(leases -> leases.onWake(board::wake));
        Duration budget = configuration.cache(Configuration.DEFAULT_CACHE).backendBudget();
        this.replay = new ReplayQueue(backend, guarded, scheduler, settings, budget, marksReplayed);
        this.trust = new LinkTrust(Nanos.of(settings.linkDead()));
        CacheTelemetry telemetry = new CacheTelemetry(listeners, faults);
        this.link = backend.link()
                .map(open ->
                        new LinkReceiver(open, trust, backend.tags(), scheduler::run, budget, telemetry::linkChanged));
        link.ifPresent(receiver -> scheduler.repeat(receiver::heartbeat, settings.linkHeartbeat()));
        boolean putsOff =
                setup.transactions() != Transactions.NONE && settings.transactions() == TransactionPolicy.AFTER_COMMIT;
        this.versions = new KeyVersions(putsOff);
        this.enlistment = new Enlistment(putsOff ? setup.transactions() : Transactions.NONE);
        EntryKey probed = new EntryKey(namespace, Configuration.DEFAULT_CACHE, "cachex:probe");
        breaker.listen(new Probe(
                breaker,
                time -> guarded.read(probed, time),
                replay::replay,
                scheduler,
                settings.breakerProbe(),
                budget));
        breaker.listen(new BreakerEvents(telemetry, link));
        if (configuration.enabled()) {
            new BackendContact(guarded, budget, scheduler, settings.breakerProbe()).begin();
        }
    }
}
