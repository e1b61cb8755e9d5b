// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Runs scripts: by their hash, and by their text where a node does not know them yet. A script is told when, by Redis's
 * clock, it comes too late, and its answer tells what that clock shows. Thread-safe.
 */
final class Scripts {
    private static final byte[] NEVER_LATE = Frame.number(1L << 53);
    private static final byte[] ALWAYS_LATE = Frame.number(0);

    private final Caller caller;
    private final RedisClock clock;
    private final Publishing publishing;
    private final Client client;
    private final Acknowledgement acknowledgement;

    Scripts(Caller caller, RedisClock clock, Publishing publishing, Client client, Acknowledgement acknowledgement) {
        this.caller = caller;
        this.clock = clock;
        this.publishing = publishing;
        this.client = client;
        this.acknowledgement = acknowledgement;
    }

    /** A script, the cache that it is for, the keys that it touches, and what else it is given. */
    record Run(Script script, CacheSpace cache, List<String> names, List<byte[]> arguments) {
        static Run of(Script script, EntryKey key, byte[]... arguments) {
            List<String> names = script.knowsRemoved()
                    ? List.of(key.value(), key.lease(), Names.removed(key))
                    : List.of(key.value(), key.lease());
            return new Run(script, key.space(), names, List.of(arguments));
        }

        List<byte[]> keys() {
            List<byte[]> keys = new ArrayList<>(names.size());
            for (String name : names) {
                keys.add(bytes(name));
            }
            return keys;
        }

        List<byte[]> arguments(byte[] deadline, int database) {
            List<byte[]> all = new ArrayList<>(3 + arguments.size());
            all.add(bytes(Names.wake(cache.namespace())));
            all.add(deadline);
            all.add(bytes(Names.numbered(Names.changes(cache), database)));
            all.addAll(arguments);
            return all;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns {@code answer}, unless it says that Redis came to {@code run} too late. */
    static ScriptReply done(Run run, ScriptReply answer) {
        if (answer.isLate()) {
            String problem = "Redis came to it too late, and did nothing";
            String operation = run.script().operation();
            throw new CacheConnectionException(
                    Caller.BACKEND, operation, run.names().get(0), problem, false, null);
        }
        return answer;
    }

    /** Names {@code count} keys in an error. */
    static String keys(String first, int count) {
        return first + (count == 1 ? "" : " and " + (count - 1) + " more");
    }

    /**
     * Tries once more where the clock was set, or another server answers: the deadline was wrong, and now the clock is known. The same
     * where the server takes no writes, and there may be another one now.
     */
    ScriptReply inTime(UnifiedJedis jedis, Run run, CallBudget budget) {
        long mark = caller.mark();
        ScriptReply answer = attempt(jedis, run, budget);
        boolean again = answer.isLate() || isElsewhere(run, answer, mark);
        return again && !budget.isSpent() ? attempt(jedis, run, budget) : answer;
    }

    private boolean isElsewhere(Run run, ScriptReply answer, long mark) {
        return caller.isElsewhere(run.script().refusal(answer).orElse(null), mark);
    }

    /**
     * Runs all of {@code batch}, which are of one script, in one round trip, and answers in order; empty where a node refuses, since
     * another has to do it. Tries once more where some came too late or were refused.
     */
    List<Optional<ScriptReply>> inTime(UnifiedJedis jedis, List<Run> batch, CallBudget budget) {
        long mark = caller.mark();
        List<Optional<ScriptReply>> answers = attempt(jedis, batch, budget);
        Run any = batch.get(0);
        boolean again = answers.stream()
                .flatMap(Optional::stream)
                .anyMatch(answer -> answer.isLate() || isElsewhere(any, answer, mark));
        return again && !budget.isSpent() ? attempt(jedis, batch, budget) : answers;
    }

    private ScriptReply attempt(UnifiedJedis jedis, Run run, CallBudget budget) {
        byte[] deadline = deadline(jedis, run, budget);
        long mark = clock.mark();
        ScriptReply answer = acknowledgement.isWanted(run.script())
                ? ScriptReply.of(
                        replies(jedis, List.of(run), deadline, budget).get(0).get())
                : single(jedis, run, deadline);
        clock.learn(mark, answer.now());
        learn(run, answer);
        return answer;
    }

    private List<Optional<ScriptReply>> attempt(UnifiedJedis jedis, List<Run> batch, CallBudget budget) {
        byte[] deadline = deadline(jedis, batch.get(0), budget);
        long mark = clock.mark();
        List<Optional<ScriptReply>> answers = pipelined(jedis, batch, deadline, budget);
        answers.stream().flatMap(Optional::stream).findFirst().ifPresent(answer -> clock.learn(mark, answer.now()));
        for (int i = 0; i < batch.size(); i++) {
            Run run = batch.get(i);
            answers.get(i).ifPresent(answer -> learn(run, answer));
        }
        return answers;
    }

    private void learn(Run run, ScriptReply answer) {
        publishing.learn(run.cache(), run.script(), answer);
        if (run.script().shows(answer)) {
            caller.accepted();
        }
    }

    private ScriptReply single(UnifiedJedis jedis, Run run, byte[] deadline) {
        int database = client.database();
        try {
            return ScriptReply.of(jedis.evalsha(run.script().hash(), run.keys(), run.arguments(deadline, database)));
        } catch (JedisNoScriptException e) {
            return ScriptReply.of(jedis.eval(run.script().text(), run.keys(), run.arguments(deadline, database)));
        }
    }

    private List<Optional<ScriptReply>> pipelined(
            UnifiedJedis jedis, List<Run> batch, byte[] deadline, CallBudget budget) {
        return replies(jedis, batch, deadline, budget).stream()
                .map(Scripts::answer)
                .toList();
    }

    /** Each key's script goes to that key's node; those whose node does not know it yet are sent once more, as text. */
    private List<Response<Object>> replies(UnifiedJedis jedis, List<Run> batch, byte[] deadline, CallBudget budget) {
        int database = client.database();
        List<Response<Object>> replies = new ArrayList<>();
        List<Response<Long>> waits;
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            batch.forEach(run ->
                    replies.add(pipeline.evalsha(run.script().hash(), run.keys(), run.arguments(deadline, database))));
            waits = acknowledgement.sent(pipeline, jedis, batch, budget);
        }
        if (replies.stream().anyMatch(Scripts::isUnknown)) {
            try (AbstractPipeline pipeline = jedis.pipelined()) {
                for (int i = 0; i < batch.size(); i++) {
                    Run run = batch.get(i);
                    if (isUnknown(replies.get(i))) {
                        replies.set(
                                i, pipeline.eval(run.script().text(), run.keys(), run.arguments(deadline, database)));
                    }
                }
                waits = acknowledgement.sent(pipeline, jedis, batch, budget);
            }
        }
        if (!waits.isEmpty() && replies.stream().allMatch(Scripts::isAnswered)) {
            acknowledgement.learn(waits);
        }
        return replies;
    }

    private static boolean isAnswered(Response<Object> reply) {
        try {
            return reply.get() != null;
        } catch (JedisDataException e) {
            return false;
        }
    }

    private static Optional<ScriptReply> answer(Response<Object> reply) {
        try {
            return Optional.of(ScriptReply.of(reply.get()));
        } catch (JedisDataException e) {
            if (Redirect.of(e).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isUnknown(Response<Object> reply) {
        try {
            reply.get();
            return false;
        } catch (JedisNoScriptException e) {
            return true;
        } catch (JedisDataException e) {
            return false;
        }
    }

    private byte[] deadline(UnifiedJedis jedis, Run run, CallBudget budget) {
        if (!run.script().hasDeadline()) {
            return NEVER_LATE;
        }
        if (clock.isDue()) {
            learn(jedis, run);
        }
        long nanos = Math.min(budget.remainingNanos(), client.patienceNanos());
        CallScope.mayRunFor(nanos);
        // Where another server answers since a moment ago, it tells its clock and does nothing: then the command is
        // sent once more.
        return clock.earliestAfter(nanos).map(Frame::number).orElse(ALWAYS_LATE);
    }

    /** Returns the time that Redis's clock shows; empty where that was not learned lately. */
    OptionalLong knownTime() {
        return clock.isDue()
                ? OptionalLong.empty()
                : OptionalLong.of(clock.latest().orElseThrow());
    }

    /** Returns the time that Redis's clock shows, asking the node of {@code key} where it is not known. */
    long now(UnifiedJedis jedis, EntryKey key) {
        if (clock.isDue()) {
            learn(jedis, Run.of(Script.TIME, key));
        }
        return clock.latest().orElseThrow();
    }

    /** Returns the same where Redis told it within the last second, and asks it again otherwise: its clock may have been set since. */
    long nowAnew(UnifiedJedis jedis, EntryKey key) {
        if (!clock.isRecent()) {
            learn(jedis, Run.of(Script.TIME, key));
        }
        return now(jedis, key);
    }

    private void learn(UnifiedJedis jedis, Run run) {
        // While a slot is here and there, a node answers for one key, and not for two of which one is elsewhere.
        Run asking = new Run(Script.TIME, run.cache(), List.of(run.names().get(0)), List.of());
        long mark = clock.mark();
        clock.learn(mark, single(jedis, asking, NEVER_LATE).now());
    }
}
