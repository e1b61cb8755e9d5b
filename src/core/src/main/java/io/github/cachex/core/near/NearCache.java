// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.NearOutage;
import io.github.cachex.core.config.NearSettings;
import io.github.cachex.core.config.NearStore;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.near.NearEntry.Life;
import io.github.cachex.core.near.NearEntry.Watch;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.core.stage.StaleValue;
import io.github.cachex.core.stage.ValueSharing;
import io.github.cachex.core.statistics.CacheCounters.NearState;
import io.github.cachex.core.time.Nanos;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of one cache kept in this JVM. Thread-safe.
 *
 * <p>Only what the backend was found to hold, or took under a lease, is kept, together with how things stood before that: the
 * changes of its stripe, the generation of the link, and the marks it was judged by. It is served while none of these has
 * moved and the link is trusted. So a value that was read before an invalidation and kept after it is never served, however
 * the two race; a hit takes no lock and asks nobody.
 */
public final class NearCache implements LocalValues {
    /** A session that slides in the backend must be seen there several times in its ttl. */
    private static final int READS_PER_SLIDE = 4;

    private final NearStore store;
    private final int maxEntries;
    private final Cache<Object, NearEntry> values;
    private final OutageShelf shelf;
    private final ForeignEntryShelf foreign;
    private final KeyVersions versions;
    private final LinkGenerations links;
    private final Marks marks;
    private final ChangeWatch changes;
    private final LongSupplier clock;
    private final ValueSharing sharing;
    private final CacheSwitch power;
    private final CacheTelemetry telemetry;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private volatile NearSettings settings;

    /**
     * Creates an empty one.
     *
     * @param changes tells what makes a value old
     * @param clock tells the running time, cheaply
     * @param sharing tells as what values are kept
     * @param power nothing is kept while it is off
     */
    public NearCache(
            NearSettings settings,
            ChangeWatch changes,
            LongSupplier clock,
            ValueSharing sharing,
            CacheSwitch power,
            CacheTelemetry telemetry) {
        this.store = settings.store();
        this.maxEntries = settings.maxEntries();
        this.settings = settings;
        this.versions = changes.versions();
        this.links = changes.links();
        this.marks = changes.marks();
        this.changes = changes;
        this.clock = clock;
        this.sharing = sharing;
        this.power = power;
        this.telemetry = telemetry;
        this.values = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .executor(Runnable::run)
                .removalListener(this::removed)
                .build();
        this.shelf = new OutageShelf(versions, marks, maxEntries);
        this.foreign = new ForeignEntryShelf(marks);
    }

    /** Returns what is kept under {@code nearKey} and may be served; null if nothing may. */
    public @Nullable NearHit find(Object nearKey) {
        NearEntry entry = values.getIfPresent(nearKey);
        if (entry == null) {
            return null;
        }
        long now = clock.getAsLong();
        if (!entry.watch().isUnchanged(versions) || entry.isOver(now) && !entry.standsIn(now)) {
            values.asMap().remove(nearKey, entry);
            return null;
        }
        if (entry.isOver(now)) {
            return null;
        }
        boolean trusted =
                entry.watch().isTrusted(now) && marks.isInSync(entry.watch().link(), now);
        return trusted && holds(nearKey, entry) ? entry.hit() : null;
    }

    private boolean holds(Object nearKey, NearEntry entry) {
        int version = marks.version();
        if (entry.judgedAt() == version) {
            return true;
        }
        if (marks.known(entry.key(), entry.stamp()) != Verdict.HOLDS) {
            values.asMap().remove(nearKey, entry);
            return false;
        }
        entry.judgedAt(version);
        return true;
    }

    @Override
    public ValueSharing sharing() {
        return sharing;
    }

    @Override
    public Object watch(EntryKey key) {
        shelf.sweep();
        return Watch.of(key, versions, links, marks);
    }

    @Override
    public void keep(FetchCall call, @Nullable Object watched, Kept kept) {
        NearSettings wanted = settings;
        int edition = power.edition();
        if (!wanted.enabled() || !call.settings().near().enabled() || !(watched instanceof Watch watch)) {
            return;
        }
        long life = Math.min(Nanos.of(kept.entry().freshLeft()), Nanos.of(wanted.ttl()));
        if (call.settings().freshness().sliding()) {
            life = Math.min(life, Nanos.of(call.settings().freshness().ttl()) / READS_PER_SLIDE);
        }
        long standIn = EntryCodec.isNothing(kept.value()) || kept.value() instanceof KeptFailure
                ? 0
                : standIn(
                        call,
                        kept.entry().freshLeft(),
                        call.settings().freshness().staleTtl());
        if (life <= 0 && standIn <= 0 || !watch.isUnchanged(versions)) {
            return;
        }
        NearEntry entry = new NearEntry(
                call.entryKey(),
                watch,
                sharing.kept(call, kept.value(), kept.entry().bytes()),
                kept,
                new Life(kept.since(), life, standIn, due(call.settings(), kept)),
                // Judged when it is first asked for: the mark that tells may have come meanwhile.
                marks.version() - 1);
        bytes.add(entry.facts().size());
        values.put(call.nearKey(), entry);
        if (!wanted.equals(settings) || !power.isOnSince(edition)) {
            // They changed meanwhile, and what was kept before may have been dropped before this was.
            values.asMap().remove(call.nearKey(), entry);
        }
    }

    /**
     * Keeps values by {@code next} from now on, but as what and as many as before; what was kept by other settings is dropped.
     * Returns whether {@code next} has nothing against that.
     */
    public boolean take(NearSettings next) {
        boolean same = next.equals(settings);
        settings = next;
        if (!same) {
            dropValues();
        }
        return next.store() == store && next.maxEntries() == maxEntries;
    }

    /** Drops all values but those that stand in while the backend is down. */
    public void dropValues() {
        values.invalidateAll();
    }

    /** Returns for how many nanoseconds a value may stand in that is stale for {@code stale} after {@code fresh}. */
    private long standIn(FetchCall call, Duration fresh, Duration stale) {
        NearSettings wanted = settings;
        return wanted.enabled()
                        && call.settings().near().enabled()
                        && wanted.duringOutage() != NearOutage.DISTRUST
                        && !stale.isZero()
                ? Nanos.of(fresh) + Nanos.of(stale)
                : 0;
    }

    private static long due(CacheSettings settings, Kept kept) {
        if (kept.value() instanceof KeptFailure
                || settings.freshness().refreshAhead().isEmpty()
                || kept.entry().freshLeft().compareTo(Duration.ZERO) <= 0) {
            return NearEntry.NEVER;
        }
        Duration until = kept.head()
                .untilShare(
                        settings.freshness().refreshAhead().get(), kept.entry().freshLeft());
        return Durations.isForever(until) ? NearEntry.NEVER : Math.max(0, Nanos.of(until));
    }

    @Override
    public void replaced(FetchCall call) {
        versions.change(call.entryKey().cache(), call.entryKey().id());
        changes.replaced().accept(call.entryKey());
    }

    @Override
    public void keepUnstored(FetchCall call, Loaded loaded, byte @Nullable [] bytes) {
        if (call.isReload()) {
            // It must not be served in the place of what was asked for on purpose.
            values.asMap().remove(call.nearKey());
        }
        if (call.watch() instanceof Watch watch && !call.settings().near().refused()) {
            long life = Math.min(
                    Nanos.of(loaded.lifetime().fresh()),
                    Nanos.of(call.settings().outageTtl()));
            long standIn =
                    standIn(call, loaded.lifetime().fresh(), loaded.lifetime().stale());
            (bytes == null ? sharing.kept(call, loaded) : Optional.of(sharing.kept(call, loaded.value(), bytes)))
                    .ifPresent(value -> shelf.keep(call, watch, value, life, standIn));
            dropIfOff();
        }
    }

    private void dropIfOff() {
        if (!power.isOn()) {
            clear();
        }
    }

    @Override
    public Optional<StaleValue> lastGood(FetchCall call) {
        if (settings.duringOutage() == NearOutage.DISTRUST) {
            return Optional.empty();
        }
        // Before the look, as above.
        long now = System.nanoTime();
        Optional<OutageShelf.Item> unstored = shelf.lastGood(call, now);
        NearEntry entry = values.getIfPresent(call.nearKey());
        boolean stored = entry != null
                && entry.standsIn(now)
                && entry.watch().isUnchanged(versions)
                && marks.known(entry.key(), entry.stamp()) == Verdict.HOLDS;
        if (entry != null
                && stored
                && unstored.filter(item -> item.keptAt() - entry.keptAt() > 0).isEmpty()) {
            return Optional.of(StaleValue.of(
                    entry.entryId(), entry.shared(), now, entry.facts().head()));
        }
        return unstored.map(item -> new StaleValue(StoredEntry.UNREADABLE, item.value(), now));
    }

    @Override
    public Optional<Known> withoutBackend(FetchCall call) {
        // Before the look: an invalidation that comes in between is one that the caller cannot know of.
        long now = System.nanoTime();
        Optional<Known> found =
                suspect(call, now).or(() -> shelf.find(call, now)).filter(known -> isFor(call, known.value()));
        if (found.isPresent() && call.isWithoutStore()) {
            telemetry.nearHit(call);
        } else if (found.isPresent()) {
            telemetry.outageServed(call);
        }
        return found;
    }

    @Override
    public void keepBeside(FetchCall call, Foreign entry, Loaded loaded) {
        long life = Math.min(Nanos.of(loaded.lifetime().fresh()), Nanos.of(entry.freshLeft()));
        if (!call.settings().near().refused()) {
            sharing.kept(call, loaded).ifPresent(value -> foreign.keep(call, entry, value, loaded.stamp(), life));
            dropIfOff();
        }
    }

    @Override
    public boolean hasOutlasted(FetchCall call, long entryId) {
        return foreign.hasOutlasted(call, entryId);
    }

    @Override
    public Optional<Known> beside(FetchCall call, Foreign entry) {
        return foreign.find(call, entry).filter(known -> isFor(call, known.value()));
    }

    /** Returns whether {@code call} may be answered by what is kept: a failure only where it keeps failures of that class. */
    public static boolean isFor(FetchCall call, @Nullable Object kept) {
        return !(kept instanceof KeptFailure failure)
                || call.settings().failures().named(failure.type()).isPresent();
    }

    /** Returns a value of which nobody can tell whether it still holds, if such are to be served. */
    private Optional<Known> suspect(FetchCall call, long now) {
        if (settings.duringOutage() == NearOutage.DISTRUST) {
            return Optional.empty();
        }
        NearEntry entry = values.getIfPresent(call.nearKey());
        boolean servable = entry != null
                && !entry.isOver(now)
                && entry.watch().isUnchanged(versions)
                && marks.known(entry.key(), entry.stamp()) == Verdict.HOLDS;
        return servable && entry != null
                ? Optional.ofNullable(entry.hit()).map(hit -> new Outcome.Value(hit.value(), now, entry::shared))
                : Optional.empty();
    }

    /** Returns how many values are kept, about, and what came of others. */
    public NearState state() {
        return new NearState(values.estimatedSize(), bytes.sum(), evictions.sum());
    }

    private void removed(@Nullable Object key, @Nullable NearEntry entry, RemovalCause cause) {
        bytes.add(entry == null ? 0 : -entry.facts().size());
        if (cause.wasEvicted()) {
            evictions.increment();
        }
    }

    /** Drops everything. */
    public void clear() {
        values.invalidateAll();
        shelf.clear();
        foreign.clear();
    }
}
