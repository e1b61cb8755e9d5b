// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The marks of one cache, with what a test wants to happen in between. */
final class SetOfMarks implements TagStore {
    private final Map<String, Long> marks = new TreeMap<>();
    private long incarnation;
    private long epoch;
    int syncs;
    /** How many marks the largest call was of. */
    int mostAtOnce;

    boolean down;
    Runnable beforeAnswer = () -> {};
    Runnable beforeMark = () -> {};

    void lose() {
        marks.clear();
        incarnation = 0;
    }

    /** Forgets what was marked after {@code saved}, as a server does that begins with what it saved then. */
    void goBackTo(TagState saved) {
        epoch = saved.epoch();
        marks.values().removeIf(at -> at > saved.epoch());
    }

    private void begin(long fresh) {
        if (down) {
            throw new CacheConnectionException("test", "marks", "posts", "down", false, null);
        }
        if (incarnation == 0) {
            incarnation = fresh;
            epoch += 100;
        }
    }

    @Override
    public TagState mark(CacheSpace cache, Set<String> made, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        begin(beyond.incarnation());
        Runnable first = beforeMark;
        beforeMark = () -> {};
        first.run();
        mostAtOnce = Math.max(mostAtOnce, made.size());
        long previous = epoch;
        epoch = Math.max(epoch, beyond.epoch()) + 1;
        made.forEach(mark -> marks.put(mark, epoch));
        Map<String, Long> mine = new HashMap<>();
        made.forEach(mark -> mine.put(mark, epoch));
        return new TagState(incarnation, previous, epoch, 0, mine);
    }

    @Override
    public TagState sync(CacheSpace cache, MarkPosition known, long fresh, CallBudget budget) {
        begin(fresh);
        syncs++;
        Map<String, Long> news = new HashMap<>();
        marks.forEach((mark, at) -> {
            if (known.incarnation() != incarnation || at > known.epoch()) {
                news.put(mark, at);
            }
        });
        epoch = known.incarnation() == incarnation ? Math.max(epoch, known.epoch()) : epoch;
        TagState state = new TagState(incarnation, epoch, epoch, 0, news);
        Runnable then = beforeAnswer;
        beforeAnswer = () -> {};
        then.run();
        return state;
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        return caches.stream()
                .map(cache -> new TagState(incarnation, epoch, epoch, 0, Map.of()))
                .toList();
    }

    TagState state() {
        return peek(List.of(new CacheSpace("app:1", "posts")), null).get(0);
    }
}
