// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.ErrorPolicy;
import io.github.cachex.Invalidation;
import io.github.cachex.Invalidation.Outcome;
import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.tag.CacheMarks;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.tag.Group.Kind;
import io.github.cachex.core.tag.Marking;
import io.github.cachex.core.tag.Sweep;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Glob;
import io.github.cachex.spi.TagState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Invalidates entries of a cache by what they have in common. Thread-safe. */
public final class GroupInvalidations {
    private final String backend;
    private final Optional<CacheMarks> marks;
    private final Optional<Sweep> sweep;
    private final CacheSpace space;
    private final InvalidationTarget local;
    private final CacheTelemetry telemetry;

    /** Creates those of the cache {@code space} in a backend of that type, with {@code marks} where it has any. */
    public GroupInvalidations(
            String backend,
            Optional<CacheMarks> marks,
            Optional<Sweep> sweep,
            CacheSpace space,
            InvalidationTarget local,
            CacheTelemetry telemetry) {
        this.backend = backend;
        this.marks = marks;
        this.sweep = sweep;
        this.space = space;
        this.local = local;
        this.telemetry = telemetry;
    }

    /** Invalidates {@code groups}, queueing where the backend fails. */
    public Invalidation invalidate(List<Group> groups, CacheSettings settings) {
        try {
            return invalidateOrThrow(groups, settings);
        } catch (CacheBackendException e) {
            return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
        }
    }

    /** The same, but told to the caller where {@code backend-errors=throw}. */
    public Invalidation invalidateExplicitly(List<Group> groups, CacheSettings settings) {
        return settings.backendErrors() == ErrorPolicy.THROW
                ? invalidateOrThrow(groups, settings)
                : invalidate(groups, settings);
    }

    /** Returns the marks that can tell of {@code groups}; refuses what cannot be done, before anything is. */
    public CacheMarks checked(List<Group> groups) {
        // A pattern that cannot be read.
        groups.stream().filter(group -> group.kind() == Kind.MATCHING).forEach(group -> Glob.of(group.text()));
        return marks.orElseThrow(() -> new UnsupportedOperationException("backend "
                + backend + " cannot invalidate by tag, pattern or clear; invalidate by ids, or use"
                + " a backend that can"));
    }

    private Invalidation invalidateOrThrow(List<Group> groups, CacheSettings settings) {
        CacheMarks known = checked(groups);
        if (groups.isEmpty()) {
            return new Invalidation(Outcome.APPLIED, OptionalLong.of(0));
        }
        BackendTime time = new BackendTime(settings.backendBudget());
        Marking marking = marked(known, groups, time);
        marking.orThrow();
        return marking.queued().isEmpty()
                ? new Invalidation(Outcome.APPLIED, swept(groups, time))
                : new Invalidation(Outcome.QUEUED, OptionalLong.empty());
    }

    /** Invalidates {@code groups} as {@link #invalidate} does, and returns {@link Marking#state}. */
    public Optional<TagState> mark(List<Group> groups, CacheSettings settings) {
        BackendTime time = new BackendTime(settings.backendBudget());
        Marking marking = marked(checked(groups), groups, time);
        if (marking.queued().isEmpty()) {
            var unused = swept(groups, time);
        }
        return marking.state();
    }

    /** Queues the invalidation of {@code groups}, of which there is one at least: no thread is there to tell the backend. */
    public Invalidation later(List<Group> groups) {
        CacheMarks known = checked(groups);
        try {
            known.later(groups);
            groups.forEach(group -> telemetry.groupInvalidated(space.cache(), group.said(), true));
            return new Invalidation(Outcome.QUEUED, OptionalLong.empty());
        } finally {
            ended(groups);
        }
    }

    private Marking marked(CacheMarks known, List<Group> groups, BackendTime time) {
        try {
            Marking marking = known.mark(groups, time);
            groups.forEach(group -> telemetry.groupInvalidated(
                    space.cache(), group.said(), marking.queued().contains(group.mark())));
            marking.failure()
                    .ifPresent(e -> telemetry.backendFailed(
                            new EntryKey(space.namespace(), space.cache(), "*"), e.operation(), e));
            return marking;
        } finally {
            ended(groups);
        }
    }

    private void ended(List<Group> groups) {
        local.invalidateGroup(space.cache());
        if (groups.contains(Group.all(false))) {
            sweep.ifPresent(Sweep::later);
        }
    }

    /** Frees the memory of what a pattern invalidated, and returns how many entries that were, if it was quick. */
    private OptionalLong swept(List<Group> groups, BackendTime time) {
        if (sweep.isEmpty()
                || groups.size() != 1
                || groups.get(0).kind() != Kind.MATCHING
                || groups.get(0).soft()) {
            return OptionalLong.empty();
        }
        return sweep.get().run(groups.get(0).text(), time);
    }
}
