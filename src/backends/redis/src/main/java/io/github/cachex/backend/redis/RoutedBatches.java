// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import redis.clients.jedis.UnifiedJedis;

/**
 * Has many things done in as few round trips as memory allows, by the primaries at the same time. What one of them fails at is no
 * failure of the others. Thread-safe.
 */
final class RoutedBatches implements AutoCloseable {
    private final Router router;
    private final Topology topology;
    private final boolean parted;
    private final Parallel parallel = new Parallel();

    /** Creates one; {@code parted} says whether what fails in part is told so, or as a failure of the whole. */
    RoutedBatches(Router router, boolean parted) {
        this.parted = parted;
        this.router = router;
        this.topology = router.topology();
    }

    /**
     * What is to be done for each of several.
     *
     * @param <I> what it is done for
     * @param <T> what is answered
     */
    interface Work<I, T> {
        /** Returns the key by which it is known who does it. */
        String key(I item);

        /** Returns in words what is done for {@code some}. */
        Primary.Call call(List<I> some, CallBudget budget);

        /** Does it for one. */
        T one(I item, UnifiedJedis jedis, Scripts scripts, CallBudget budget);

        /** Returns {@code answer}, unless it says that nothing was done for {@code item}: then throws. */
        T done(I item, T answer);

        /** Does it for {@code some} in one round trip; what is empty then, a node refused since another has to do it. */
        List<Optional<T>> batch(List<I> some, UnifiedJedis jedis, Scripts scripts, CallBudget budget);
    }

    /** Runs all of {@code runs}, which are of one script and about {@code keys}. */
    Outcomes<ScriptReply> run(List<Scripts.Run> runs, List<EntryKey> keys, CallBudget budget) {
        return run(ScriptWork.RUNS, runs, keys, budget);
    }

    /** Runs all of {@code runs}, which are of one script; what fails of them is a failure of the whole. */
    Outcomes<ScriptReply> run(List<Scripts.Run> runs, CallBudget budget) {
        return run(ScriptWork.RUNS, runs, List.of(), budget);
    }

    /** Does {@code work} for all of {@code items}, which are about {@code keys}. */
    <I, T> Outcomes<T> run(Work<I, T> work, List<I> items, List<EntryKey> keys, CallBudget budget) {
        Run<I, T> run = new Run<>(work, items, new Outcomes<>(items.size(), parted ? keys : List.of()), budget);
        List<Integer> all = IntStream.range(0, items.size()).boxed().toList();
        List<Integer> refused = all.isEmpty() ? all : run.spread(all);
        if (!refused.isEmpty()) {
            // A whole primary may have moved: the second time most know where they belong.
            topology.refresh(budget);
            refused = run.spread(refused);
        }
        refused.forEach(run::single);
        return run.outcomes;
    }

    private final class Run<I, T> {
        private final Work<I, T> work;
        private final List<I> items;
        private final Outcomes<T> outcomes;
        private final CallBudget budget;

        Run(Work<I, T> work, List<I> items, Outcomes<T> outcomes, CallBudget budget) {
            this.work = work;
            this.items = items;
            this.outcomes = outcomes;
            this.budget = budget;
        }

        /** Returns the indexes of those that were refused, since another has to do them. */
        List<Integer> spread(List<Integer> indexes) {
            Map<Primary, List<Integer>> groups = new LinkedHashMap<>();
            String operation = work.call(items.subList(0, 1), budget).operation();
            for (int index : indexes) {
                try {
                    Primary primary = topology.primary(operation, work.key(items.get(index)), budget);
                    groups.computeIfAbsent(primary, any -> new ArrayList<>()).add(index);
                } catch (CacheBackendException e) {
                    outcomes.failed(index, e);
                }
            }
            List<Supplier<List<Integer>>> tasks = new ArrayList<>();
            groups.forEach((primary, group) -> tasks.add(() -> on(primary, group)));
            return tasks.isEmpty()
                    ? List.of()
                    : parallel.all(tasks).stream().flatMap(List::stream).toList();
        }

        private List<Integer> on(Primary primary, List<Integer> group) {
            List<Integer> refused = new ArrayList<>();
            for (int from = 0; from < group.size(); from += CacheBackend.BATCH) {
                List<Integer> batch = group.subList(from, Math.min(from + CacheBackend.BATCH, group.size()));
                try {
                    batch(primary, batch, refused);
                } catch (CacheBackendException e) {
                    if (Redirect.of(e).isPresent()) {
                        refused.addAll(batch);
                        continue;
                    }
                    // Of a primary that fails, all that is left has failed.
                    CacheBackendException failure = router.noted(e);
                    group.subList(from, group.size()).forEach(index -> outcomes.failed(index, failure));
                    return refused;
                }
            }
            return refused;
        }

        private void batch(Primary primary, List<Integer> batch, List<Integer> refused) {
            List<I> some = batch.stream().map(items::get).toList();
            Primary.Call call = work.call(some, budget);
            List<Optional<T>> answers = primary.call(
                    call,
                    false,
                    (jedis, scripts) -> some.size() == 1
                            ? List.of(Optional.of(work.one(some.get(0), jedis, scripts, budget)))
                            : work.batch(some, jedis, scripts, budget));
            for (int i = 0; i < batch.size(); i++) {
                int index = batch.get(i);
                answers.get(i).ifPresentOrElse(answer -> answered(index, answer), () -> refused.add(index));
            }
        }

        private void answered(int index, T answer) {
            try {
                outcomes.answered(index, work.done(items.get(index), answer));
            } catch (CacheBackendException e) {
                outcomes.failed(index, e);
            }
        }

        /** Goes wherever it is sent. */
        void single(int index) {
            I item = items.get(index);
            try {
                Primary.Call call = work.call(List.of(item), budget);
                answered(index, router.call(call, (jedis, scripts) -> work.one(item, jedis, scripts, budget)));
            } catch (CacheBackendException e) {
                outcomes.failed(index, e);
            }
        }
    }

    @Override
    public void close() {
        parallel.close();
    }
}
