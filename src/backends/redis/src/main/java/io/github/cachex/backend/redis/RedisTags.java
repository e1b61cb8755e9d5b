// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Marks in Redis: one sorted set per cache, each operation one script. */
final class RedisTags implements TagStore {
    private final Scripts scripts;

    RedisTags(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, long held, long incarnation, TagBounds bounds, CallBudget budget) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                Frame.number(held),
                Frame.number(incarnation),
                Frame.number(bounds.most()),
                Frame.number(bounds.retentionMillis())));
        marks.forEach(mark -> arguments.add(Scripts.bytes(mark)));
        Answer answer = run(Script.MARK, cache, arguments, budget);
        Map<String, Long> made = new LinkedHashMap<>();
        TagState state = state(answer, made);
        marks.forEach(mark -> made.put(mark, state.epoch()));
        return state;
    }

    @Override
    public TagState sync(CacheSpace cache, long known, long since, long incarnation, CallBudget budget) {
        List<byte[]> arguments = List.of(Frame.number(known), Frame.number(since), Frame.number(incarnation));
        Answer answer = run(Script.SYNC, cache, arguments, budget);
        Map<String, Long> marks = new LinkedHashMap<>();
        List<?> pairs = answer.list(6);
        for (int i = 0; i < pairs.size(); i += 2) {
            byte[] mark = (byte[]) pairs.get(i);
            String epoch = new String((byte[]) pairs.get(i + 1), StandardCharsets.US_ASCII);
            marks.put(new String(mark, 1, mark.length - 1, StandardCharsets.UTF_8), Long.parseLong(epoch));
        }
        return state(answer, marks);
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        List<Scripts.Run> runs = caches.stream()
                .map(cache -> new Scripts.Run(Script.PEEK, cache, List.of(Names.tags(cache)), List.of()))
                .toList();
        return scripts.runAll(runs, budget).stream()
                .map(answer -> state(answer, Map.of()))
                .toList();
    }

    private Answer run(Script script, CacheSpace cache, List<byte[]> arguments, CallBudget budget) {
        Scripts.Run run = new Scripts.Run(script, cache, List.of(Names.tags(cache)), arguments);
        return scripts.runAll(List.of(run), budget).get(0);
    }

    private static TagState state(Answer answer, Map<String, Long> marks) {
        return new TagState(answer.whole(2), answer.whole(3), answer.whole(4), answer.whole(5), marks);
    }
}
