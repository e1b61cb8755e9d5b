// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.stage.Outbox;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The marks of one cache that the backend has yet to get. In this JVM they hold already, for whatever entry. Thread-safe. */
final class QueuedMarks {
    private final CacheSpace space;
    private final Outbox outbox;
    private final Set<String> waiting = new HashSet<>();
    /** What waits, above the epochs of all entries; null where nothing does. */
    private volatile @Nullable MarkMirror mirror;

    QueuedMarks(CacheSpace space, Outbox outbox) {
        this.space = space;
        this.outbox = outbox;
    }

    /** Queues {@code texts}: because the backend failed, or because their caller has no more time. */
    synchronized void add(Collection<String> texts, boolean backendFailed) {
        MarkMirror queued = mirror == null ? new MarkMirror(0) : mirror;
        texts.forEach(text -> {
            if (waiting.add(text)) {
                queued.add(text, 1);
            }
        });
        mirror = queued;
        Set<String> marks = Set.copyOf(texts);
        if (backendFailed) {
            outbox.mark(space, marks);
        } else {
            outbox.later(space, marks);
        }
    }

    /** Notes that the backend has {@code made} now: they wait no more unless they were queued again. Returns whether any waited. */
    synchronized boolean made(Set<String> made) {
        MarkMirror queued = mirror;
        if (queued == null) {
            return false;
        }
        // Too many that wait become one clear, which then is made for all of them.
        Set<String> concerned = Set.copyOf(made.contains(Group.ALL) ? waiting : made);
        if (!outbox.pendingMarks(space, Set.of(Group.ALL)).isEmpty()) {
            // A clear that waits stands for all that waits here, and for what was queued again.
            return true;
        }
        Set<String> again = outbox.pendingMarks(space, concerned);
        concerned.forEach(text -> {
            if (!again.contains(text) && waiting.remove(text)) {
                queued.remove(text);
            }
        });
        if (waiting.isEmpty()) {
            mirror = null;
        } else if (made.contains(Group.ALL) || made.contains(Group.ALL_SOFT)) {
            // It hid what each of the others means.
            MarkMirror left = new MarkMirror(0);
            waiting.forEach(text -> left.add(text, 1));
            mirror = left;
        }
        return true;
    }

    /** Returns what an entry of {@code key} with {@code tags} is worth by what waits. */
    Verdict judge(EntryKey key, List<String> tags) {
        MarkMirror queued = mirror;
        return queued == null ? Verdict.HOLDS : queued.judge(key.id(), 0, tags);
    }
}
