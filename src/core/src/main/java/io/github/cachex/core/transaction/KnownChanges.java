// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.invalidate.Links;
import io.github.cachex.core.near.ChangeWatch;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.transaction.PendingChanges.FirstContact;
import io.github.cachex.spi.EntryKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What this JVM knows of the changes of one cache, whoever made them: by key, by mark, and whether it has missed any. Thread-safe. */
public final class KnownChanges {
    private final String cache;
    private final Supplier<CacheSettings> settings;
    private final KeyVersions versions;
    private final Marks marks;
    private final LinkGenerations generations;
    private final Optional<Links> links;

    /** Creates what is known of {@code cache} by {@code changes} and what {@code links} bring; empty where they tell of no keys. */
    public KnownChanges(String cache, Supplier<CacheSettings> settings, ChangeWatch changes, Optional<Links> links) {
        this.cache = cache;
        this.settings = settings;
        this.versions = changes.versions();
        this.marks = changes.marks();
        this.generations = changes.links();
        this.links = links;
    }

    /** Returns the name of the cache. */
    String cache() {
        return cache;
    }

    /**
     * Returns how things stand now.
     *
     * @param mayAsk whether the backend may be asked; otherwise, where it would have to be, nothing that is loaded since holds
     */
    FirstContact now(boolean mayAsk) {
        long moment = versions.moment();
        Map<String, Integer> present = generations.present();
        return new FirstContact(
                moment, present, mayAsk || isStampKnown() ? marks.held(time()) : InvalidationStamp.NONE);
    }

    /** Returns whether a value can be stamped without asking the backend. */
    boolean isStampKnown() {
        return marks.isKnown();
    }

    /** Returns how often {@code key}, or another of its stripe, has changed. */
    int of(EntryKey key) {
        return versions.changes(stripe(key));
    }

    /** Returns whether {@code key} may have changed since {@code first}. */
    boolean isChangedSince(EntryKey key, FirstContact first) {
        return versions.isChangedSince(stripe(key), first.moment());
    }

    /** Returns whether an entry of {@code key} with {@code stamp} holds by the marks that are known. */
    boolean isUnmarked(EntryKey key, InvalidationStamp stamp) {
        return marks.known(key, stamp) == Verdict.HOLDS;
    }

    /**
     * Waits for all that was said before now on the links of {@code keys} and of the marks, and returns those of {@code keys} of which
     * nothing was missed since {@code first}.
     */
    Set<EntryKey> completeSince(FirstContact first, Set<EntryKey> keys) {
        if (links.isEmpty()) {
            // Where nobody is told what others change, whatever is known may be missing something.
            return Set.of();
        }
        BackendTime time = time();
        Map<String, Boolean> complete = new HashMap<>();
        if (!isComplete(generations.partOfMarks(), first, complete, time)) {
            return Set.of();
        }
        return keys.stream()
                .filter(key -> isComplete(generations.partOf(key), first, complete, time))
                .collect(Collectors.toSet());
    }

    private boolean isComplete(String part, FirstContact first, Map<String, Boolean> known, BackendTime time) {
        Integer seen = first.generations().get(part);
        return seen != null
                && known.computeIfAbsent(
                        part,
                        asked -> time.spend(budget -> links.orElseThrow().hasHeardAll(asked, budget))
                                && generations.of(asked).isTrusted(seen, System.nanoTime()));
    }

    /** Returns how many changes of each stripe are a transaction's own {@code changes}: here, and as the link brings them back. */
    Map<Integer, Integer> own(PendingChanges changes) {
        int each = links.isPresent() ? 2 : 1;
        Map<Integer, Integer> own = new HashMap<>();
        changes.changes().keySet().forEach(key -> own.merge(stripe(key), each, Integer::sum));
        return own;
    }

    /** Returns how many changes of {@code key} after {@code before} were others', where {@code own} are known. */
    int others(EntryKey key, int before, Map<Integer, Integer> own) {
        return of(key) - before - own.getOrDefault(stripe(key), 0);
    }

    private BackendTime time() {
        return new BackendTime(settings.get().backendBudget());
    }

    private static int stripe(EntryKey key) {
        return KeyVersions.of(key.cache(), key.id());
    }
}
