// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.core.entry.EntryInspection;
import io.github.cachex.core.stage.Marks.Verdict;
import io.github.cachex.core.tag.MarkJudgement;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An entry, as the store has it.
 *
 * @param key where it lives
 * @param stored what the store says of it
 * @param inspection what its bytes tell
 * @param verdict what it is worth by the marks of its cache
 */
record FoundEntry(EntryKey key, StoredEntry stored, EntryInspection inspection, Verdict verdict) {
    /**
     * Returns the entry under {@code key}; empty where there is none.
     *
     * @throws Failure when its bytes tell nothing
     */
    static Optional<FoundEntry> read(Session session, EntryKey key) {
        Optional<StoredEntry> there = session.backend().read(key, session.budget());
        return there.map(stored -> {
            EntryInspection inspection = EntryInspection.of(key, stored.bytes())
                    .orElseThrow(() -> new Failure(
                            ExitCode.UNABLE,
                            ShownText.of(key.value()) + " cannot be read: "
                                    + EntryInspection.problem(key, stored.bytes())
                                            .orElse("") + "; every reader counts it as missing"));
            return new FoundEntry(key, stored, inspection, verdict(session, key, inspection));
        });
    }

    private static Verdict verdict(Session session, EntryKey key, EntryInspection inspection) {
        Optional<TagStore> tags = session.backend().tags();
        return tags.isEmpty()
                ? Verdict.HOLDS
                : MarkJudgement.of(
                        marks(session, tags.get(), key.space()),
                        key.id(),
                        inspection.header().stamp());
    }

    /** Returns all marks of {@code cache}; where it has none, none are begun. */
    static TagState marks(Session session, TagStore tags, CacheSpace cache) {
        TagState state = tags.peek(List.of(cache), session.budget()).get(0);
        return state.incarnation() == 0
                ? new TagState(0, 0, 0, 0, Map.of())
                : tags.sync(
                        cache,
                        MarkPosition.NONE,
                        ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                        session.budget());
    }

    /** Returns whether a reader is given it as fresh. */
    boolean isFresh() {
        return stored.isFresh() && verdict == Verdict.HOLDS && inspection.isOfItsKey();
    }

    /** Returns what became of it. */
    String state() {
        if (!inspection.isOfItsKey()) {
            return "of another key: no reader takes it";
        }
        return switch (verdict) {
            case INVALID -> "invalidated by a mark: no reader takes it";
            case EXPIRED -> "expired by a mark";
            case HOLDS -> stored.isFresh() ? "fresh" : "stale";
        };
    }
}
