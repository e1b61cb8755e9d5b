// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.invalidate.LinkReceiver;
import io.github.cachex.core.near.ChangeWatch;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.transaction.PendingChanges.FirstContact;
import io.github.cachex.spi.EntryKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What this JVM knows of the changes of one cache, whoever made them: by key, by mark, and whether it has missed any. Thread-safe. */
public final class KnownChanges {
    private final String cache;
    private final Supplier<CacheSettings> settings;
    private final KeyVersions versions;
    private final Marks marks;
    private final LinkTrust.LinkGeneration linkGeneration;
    private final Optional<LinkReceiver> link;

    /** Creates what is known of {@code cache} by {@code changes} and what {@code link} brings. */
    public KnownChanges(
            String cache, Supplier<CacheSettings> settings, ChangeWatch changes, Optional<LinkReceiver> link) {
        this.cache = cache;
        this.settings = settings;
        this.versions = changes.versions();
        this.marks = changes.marks();
        this.linkGeneration = changes.linkGeneration();
        this.link = link;
    }

    /** Returns the name of the cache. */
    String cache() {
        return cache;
    }

    /** Returns how things stand now. */
    FirstContact now() {
        long moment = versions.moment();
        int generation = linkGeneration.generation();
        return new FirstContact(moment, generation, marks.held(time()));
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

    /** Waits for all that was said on the link before now, and returns whether nothing was missed since {@code first}. */
    boolean isCompleteSince(FirstContact first) {
        return link.map(open -> time().spend(open::hasHeardAll)
                        && linkGeneration.isTrusted(first.generation(), System.nanoTime()))
                .orElse(true);
    }

    /** Returns how many changes of each stripe are a transaction's own {@code changes}: here, and as the link brings them back. */
    Map<Integer, Integer> own(PendingChanges changes) {
        int each = link.isPresent() ? 2 : 1;
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
