// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.CacheHealth;
import io.github.cachex.core.breaker.Breaker;
import io.github.cachex.core.breaker.BreakerBackend;
import io.github.cachex.core.breaker.Breakers;
import io.github.cachex.core.breaker.CountedBackend;
import io.github.cachex.core.breaker.GuardedBackend;
import io.github.cachex.core.breaker.InlineBackend;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.core.replay.ReplayQueue;
import io.github.cachex.core.thread.Chores;
import io.github.cachex.core.thread.InlineChores;
import io.github.cachex.core.thread.Threads;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.event.LinkState;
import io.github.cachex.spi.BackendParts;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One backend of an engine with all that looks after it: breakers before it, links to it, what it is yet to be told, and the threads
 * that may wait for it. So what goes wrong with it is nothing to the caches of another. Thread-safe.
 */
public final class BackendLane {
    private final Threads threads;
    /** Runs what is to be done again and again. */
    private final Chores chores;

    private final LaneSettings settings;
    private final BackendParts parts;
    private final CacheBackend backend;
    private final Breakers breakers;
    private final ReplayQueue replay;
    private final Optional<Links> links;
    private final boolean tellsChanges;
    private final LaneHealth states;
    private final PartHealth health;
    private final Runnable unfollow;
    private final Map<String, LinkTrust> trusts = new ConcurrentHashMap<>();
    private volatile boolean enabled;

    /** Starts what looks after {@code made}, on {@code threads}; it gets into contact where anything is {@code enabled}. */
    public BackendLane(CacheBackend made, Threads threads, LaneSettings settings, boolean enabled) {
        this.threads = threads;
        this.settings = settings;
        this.enabled = enabled;
        boolean inline = settings.engine().isInline();
        InlineChores due = new InlineChores();
        this.chores = inline ? due : threads.scheduler();
        CacheBackend guarded = new GuardedBackend(new CountedBackend(made, settings.uses()));
        this.parts = OnePart.partsOf(guarded);
        this.states = new LaneHealth(parts, InstantSource.system());
        this.breakers = new Breakers(parts, this::breaker);
        CacheBackend passing = new BreakerBackend(guarded, breakers);
        this.backend = inline ? new InlineBackend(passing, due) : passing;
        backend.leases().ifPresent(leases -> leases.onWake(settings.waker()));
        this.health =
                new PartHealth(guarded, parts, settings.namespace(), settings.engine(), settings.budget(), chores);
        this.replay = new ReplayQueue(
                passing, guarded, chores, settings.engine(), settings.budget(), settings.marksReplayed());
        // A link has threads, and whoever is frozen hears nothing on it.
        this.tellsChanges = !inline && guarded.capabilities().contains(Capability.CHANGES);
        boolean haveLinks = !inline
                && parts.names().stream().anyMatch(part -> parts.link(part).isPresent());
        this.links = haveLinks ? Optional.of(new Links(parts, this::receiver)) : Optional.empty();
        links.ifPresent(open -> chores.repeat(open::heartbeat, settings.engine().linkHeartbeat()));
        this.unfollow = parts.onChange(this::partsChanged);
        meetParts();
    }

    private Breaker breaker(String part) {
        Breaker breaker = health.breaker(part, () -> replay.replay(part));
        breaker.listen(new BreakerEvents(settings.telemetry(), states, links, parts, part));
        return breaker;
    }

    private LinkReceiver receiver(String part) {
        CacheTelemetry telemetry = settings.telemetry();
        return new LinkReceiver(
                parts.link(part).orElseThrow(),
                trust(part),
                backend.tags(),
                threads.scheduler()::run,
                settings.budget(),
                up -> {
                    states.linkIs(part, up ? LinkState.UP : LinkState.DOWN);
                    telemetry.linkChanged(parts.describe(part), up);
                });
    }

    /** Goes by it that caches are {@code enabled} or not. */
    public void enable(boolean enabled) {
        this.enabled = enabled;
        meetParts();
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

    /** Returns the trust in the links of a cache, one for each part; each cache's own where there are none. */
    public Function<String, LinkTrust> trusts() {
        LinkTrust looks = LinkTrust.ofLooks(Nanos.of(settings.engine().linkHeartbeat()), InstantSource.system());
        return settings.engine().isInline() ? part -> looks : this::trust;
    }

    private LinkTrust trust(String part) {
        return trusts.computeIfAbsent(
                part, name -> new LinkTrust(Nanos.of(settings.engine().linkDead())));
    }

    /** Returns the backend, behind its breakers. */
    public CacheBackend backend() {
        return backend;
    }

    /** Returns what it consists of. */
    public BackendParts parts() {
        return parts;
    }

    /** Returns the breakers before its parts. */
    public Breakers breakers() {
        return breakers;
    }

    /** Returns what it is yet to be told. */
    public ReplayQueue replay() {
        return replay;
    }

    /** Returns the links to its parts; empty where it has none. */
    public Optional<Links> links() {
        return links;
    }

    /** Returns the threads that may wait for it. */
    public Threads threads() {
        return threads;
    }

    /** Returns what does for it, again and again, what is due. */
    public Chores chores() {
        return chores;
    }

    /** Returns whether this JVM is told of each key that others change, so that it may keep values of its own. */
    public boolean tellsChanges() {
        return tellsChanges;
    }

    /** Returns how each part is. */
    public List<CacheHealth.Part> health() {
        return states.parts(breakers, links);
    }

    /** Hears of no parts that come and go any more. */
    public void unfollow() {
        unfollow.run();
    }

    /** Lets go of the links, and of what runs in the background. */
    public void quiet() {
        links.ifPresent(Links::close);
        threads.background().close();
    }

    /** Tells the backend what it has not been told yet, if it listens, and ends the threads. */
    public void end() {
        replay.close();
        threads.scheduler().close();
    }
}
