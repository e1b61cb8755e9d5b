// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.TagState;
import io.github.cachex.spi.TagStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/** Marks in Redis: one sorted set per cache, each operation one script, but a sync of very many marks. */
final class RedisTags implements TagStore {
    /** More than these take a script three times as long as a plain command. */
    private static final int FEW = 1_000;
    /** So many at once keep other users of the server waiting for a few milliseconds. */
    private static final int PAGE = 10_000;

    private final Router router;
    private final RoutedBatches batches;

    RedisTags(Router router, RoutedBatches batches) {
        this.router = router;
        this.batches = batches;
    }

    @Override
    public TagState mark(
            CacheSpace cache, Set<String> marks, MarkPosition beyond, TagBounds bounds, CallBudget budget) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                Frame.number(beyond.epoch()),
                Frame.number(beyond.incarnation()),
                Frame.number(bounds.most()),
                Frame.number(bounds.retention().toMillis())));
        marks.forEach(mark -> arguments.add(Scripts.bytes(mark)));
        ScriptReply answer = run(Script.MARK, cache, arguments, budget);
        Map<String, Long> made = new LinkedHashMap<>();
        TagState state = state(answer, made);
        marks.forEach(mark -> made.put(mark, state.epoch()));
        return state;
    }

    @Override
    public TagState sync(CacheSpace cache, MarkPosition known, long incarnation, CallBudget budget) {
        Map<String, Long> marks = new LinkedHashMap<>();
        long have = known.incarnation();
        long from = known.epoch();
        while (true) {
            List<byte[]> arguments =
                    List.of(Frame.number(have), Frame.number(from), Frame.number(incarnation), Frame.number(FEW));
            ScriptReply answer = run(Script.SYNC, cache, arguments, budget);
            TagState state = state(answer, marks);
            if (state.incarnation() != have) {
                marks.clear();
                have = state.incarnation();
                from = 0;
            }
            if (answer.yes()) {
                return synced(answer, marks);
            }
            from = readInto(marks, cache, from, budget);
        }
    }

    /** Returns what {@code answer} to a sync says, its marks beside those in {@code marks}. */
    static TagState synced(ScriptReply answer, Map<String, Long> marks) {
        TagState state = state(answer, marks);
        List<?> pairs = answer.list(6);
        for (int i = 0; i < pairs.size(); i += 2) {
            // No script of ours makes a mark above the epoch, and none but ours is to be believed so far.
            long epoch = Math.min(epoch((byte[]) pairs.get(i + 1)), state.epoch());
            read((byte[]) pairs.get(i), epoch, marks);
        }
        return state;
    }

    /** Returns a score as the epoch that it is; what others add may have any score, and be a mark all the same. */
    private static long epoch(byte[] score) {
        String text = new String(score, StandardCharsets.US_ASCII);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return fraction(text);
        }
    }

    private static long fraction(String text) {
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // Infinite, as Redis writes it: above the epoch, or below every other.
            return text.startsWith("-") ? 0 : Long.MAX_VALUE;
        }
    }

    /**
     * Reads all marks above {@code from}, page by page, and returns the highest epoch among them. What is marked again meanwhile
     * only rises, so that a sync from there on makes it whole.
     */
    private long readInto(Map<String, Long> marks, CacheSpace cache, long from, CallBudget budget) {
        long last = from;
        boolean full = true;
        while (full) {
            List<Tuple> page = read(cache, above(last).limit(0, PAGE), budget);
            full = page.size() == PAGE;
            if (full && epoch(page.get(0)) == epoch(page.get(PAGE - 1))) {
                // One epoch of more than a page: its marks have no order that would hold.
                String only = String.valueOf(epoch(page.get(0)));
                page = read(cache, new ZRangeParams(Keyword.BYSCORE, only, only), budget);
            } else if (full) {
                // Its last epoch may go on behind it.
                long cut = epoch(page.get(PAGE - 1));
                page = page.stream().filter(mark -> epoch(mark) < cut).toList();
            }
            for (Tuple mark : page) {
                last = epoch(mark);
                read(mark.getBinaryElement(), last, marks);
            }
        }
        return last;
    }

    private static ZRangeParams above(long epoch) {
        return new ZRangeParams(Keyword.BYSCORE, "(" + epoch, "+inf");
    }

    private static long epoch(Tuple mark) {
        return (long) mark.getScore();
    }

    private List<Tuple> read(CacheSpace cache, ZRangeParams which, CallBudget budget) {
        String key = Names.tags(cache);
        return router.call(
                Script.SYNC.operation(),
                key,
                budget,
                (jedis, scripts) -> jedis.zrangeWithScores(Scripts.bytes(key), which));
    }

    /** A member without the letter of a mark is none of ours. */
    private static void read(byte[] member, long epoch, Map<String, Long> marks) {
        if (member.length > 0 && member[0] == 'm') {
            marks.put(new String(member, 1, member.length - 1, StandardCharsets.UTF_8), epoch);
        }
    }

    @Override
    public List<TagState> peek(Collection<CacheSpace> caches, CallBudget budget) {
        List<Scripts.Run> runs = caches.stream()
                .map(cache -> new Scripts.Run(Script.PEEK, cache, List.of(Names.tags(cache)), List.of()))
                .toList();
        Outcomes<ScriptReply> answers = batches.run(runs, budget);
        List<TagState> states = new ArrayList<>();
        answers.forEach((index, answer) -> states.add(state(answer, Map.of())));
        return answers.orThrow(states);
    }

    private ScriptReply run(Script script, CacheSpace cache, List<byte[]> arguments, CallBudget budget) {
        Scripts.Run run = new Scripts.Run(script, cache, List.of(Names.tags(cache)), arguments);
        return router.run(run, budget);
    }

    private static TagState state(ScriptReply answer, Map<String, Long> marks) {
        return new TagState(answer.whole(2), answer.whole(3), answer.whole(4), answer.whole(5), marks);
    }
}
