// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.transactions;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.cdi.bootstrap.JtaTransactions;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Fixed;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes that write a row in transactions, and readers of both: nobody sees what was not committed, or what was before. */
class TransactionsTest extends OverRedis {
    private static final int ROUNDS = Rounds.of(100, 1_000);
    private static final int WAYS = 3;
    private static final CacheKey<Long> KEY = CacheKey.of("number", Long.class);
    private static final CacheOptions TAGGED = CacheOptions.ttl("1h").tags("ledger");
    /** What other nodes may keep for a moment after a commit, until they hear of it; far above what that takes. */
    private static final Duration WINDOW = Duration.ofMillis(250);

    /** How much a transaction sees of others. */
    enum Isolation {
        READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
        REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
        SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

        private final int level;

        Isolation(int level) {
            this.level = level;
        }
    }

    /** The number that a node's commit left behind, and when the commit returned. */
    private record Committed(long number, int node, long at) {}

    private CacheHandler node(String when) {
        CacheEngine engine = closing(CacheEngine.start(EngineSetup.of(new Fixed(Map.of(
                        "cachex.prefix",
                        "tck",
                        "cachex.transactions",
                        when,
                        "cachex.backend.redis.uri",
                        redis().uri())))
                .transactions(JtaTransactions.over(Jta.registry()))));
        CacheHandler node = engine.cache("tested");
        CacheKey<String> own = CacheKey.of("warm", String.class);
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            node.fetch(own, () -> "any");
            return node.stats().nearHits() > 0;
        });
        return node;
    }

    @ParameterizedTest
    @EnumSource
    void transactions(Isolation isolation) throws Exception {
        List<CacheHandler> nodes = List.of(node("after-commit"), node("after-commit"));
        try (Ledger ledger = new Ledger(isolation.level)) {
            Run run = new Run(ledger);
            run.run(nodes);
            run.show(" at " + isolation.name().replace('_', ' '));
        }
    }

    /** What it is good for: the same without it. */
    @Test
    void immediate_isSeenToShowWhatWasRolledBack() throws Exception {
        List<CacheHandler> nodes = List.of(node("immediate"), node("immediate"));
        try (Ledger ledger = new Ledger(Isolation.READ_COMMITTED.level)) {
            Run run = new Run(ledger);
            run.run(nodes);
            Show.atLeast(
                    "transactions-immediate",
                    run.unseemly.get() + run.stale.get(),
                    1,
                    "values seen that were not committed, rolled back or stale, of " + run.reads + " reads");
        }
    }

    /** Writers and readers of one ledger, and what they saw. */
    private static final class Run {
        private final AtomicReference<Committed> last = new AtomicReference<>(new Committed(0, 0, System.nanoTime()));
        private final Map<Long, Committed> committed = new ConcurrentHashMap<>();
        private final Set<Long> committing = ConcurrentHashMap.newKeySet();
        private final AtomicLong doomed = new AtomicLong();
        private final AtomicInteger writersLeft = new AtomicInteger();
        private final AtomicInteger commits = new AtomicInteger();
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger unseemly = new AtomicInteger();
        private final AtomicInteger stale = new AtomicInteger();
        private final AtomicInteger inWindow = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private final AtomicInteger conflicts = new AtomicInteger();

        private final Ledger ledger;

        Run(Ledger ledger) {
            this.ledger = ledger;
        }

        void run(List<CacheHandler> nodes) throws Exception {
            ExecutorService threads = Executors.newCachedThreadPool();
            List<Future<?>> parts = new ArrayList<>();
            writersLeft.set(nodes.size());
            try {
                for (int node = 0; node < nodes.size(); node++) {
                    int number = node;
                    CacheHandler cache = nodes.get(node);
                    parts.add(threads.submit(() -> write(cache, number)));
                    parts.add(threads.submit(() -> read(cache, number, () -> outside(cache))));
                    parts.add(threads.submit(() -> read(
                            cache, number, () -> Ledger.inTransaction(() -> cache.fetch(KEY, TAGGED, ledger::read)))));
                }
                for (Future<?> part : parts) {
                    part.get();
                }
            } catch (ExecutionException e) {
                throw new AssertionError("a reader or writer failed", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }

        private Long outside(CacheHandler cache) throws Exception {
            return cache.fetch(KEY, TAGGED, () -> Ledger.inTransaction(ledger::read));
        }

        private Void write(CacheHandler cache, int node) throws Exception {
            try {
                for (int round = 0; round < ROUNDS / 2; round++) {
                    try {
                        round(cache, node, round);
                    } catch (java.sql.SQLException e) {
                        // Both wrote: at the higher levels one of them has to go.
                        conflicts.incrementAndGet();
                    }
                }
            } finally {
                writersLeft.decrementAndGet();
            }
            return null;
        }

        private void round(CacheHandler cache, int node, int round) throws Exception {
            boolean commits = round % 2 == 0;
            Jta.manager().begin();
            boolean over = false;
            try {
                long number = commits ? ledger.lock() + 1 : doomed.decrementAndGet();
                ledger.write(number);
                change(cache, number, round / 2 % WAYS);
                over = true;
                if (commits) {
                    committing.add(number);
                    Jta.manager().commit();
                    committed(new Committed(number, node, System.nanoTime()));
                } else {
                    Jta.manager().rollback();
                }
            } finally {
                if (!over) {
                    Jta.manager().rollback();
                }
            }
        }

        private void committed(Committed one) {
            commits.incrementAndGet();
            committed.put(one.number(), one);
            last.accumulateAndGet(one, (before, now) -> now.number() > before.number() ? now : before);
        }

        private static void change(CacheHandler cache, long number, int way) {
            switch (way) {
                case 0 -> cache.put(KEY, number, TAGGED);
                case 1 -> cache.invalidate(KEY.id());
                default -> cache.invalidateTags("ledger");
            }
        }

        private Void read(CacheHandler cache, int node, Callable<Long> reading) throws Exception {
            while (writersLeft.get() > 0) {
                Committed known = last.get();
                long asked = System.nanoTime();
                long seen = reading.call();
                reads.incrementAndGet();
                if (seen < 0 || seen > 0 && !committing.contains(seen)) {
                    unseemly.incrementAndGet();
                } else {
                    judge(seen, known.number(), node, asked);
                }
            }
            return null;
        }

        /** Looks for the commits after {@code seen}, up to {@code known}, that had returned before it was asked for. */
        private void judge(long seen, long known, int node, long asked) {
            boolean wrong = false;
            long late = 0;
            for (long number = seen + 1; number <= known; number++) {
                Committed missed = committed.get(number);
                if (missed != null && missed.at() - asked < 0) {
                    wrong |= missed.node() == node;
                    late = Math.max(late, asked - missed.at());
                }
            }
            if (wrong) {
                stale.incrementAndGet();
            } else if (late > 0) {
                inWindow.incrementAndGet();
                longest.accumulateAndGet(late, Math::max);
            }
        }

        void show(String isolation) {
            String where = isolation + ", " + ROUNDS + " rounds, " + commits + " commits, " + conflicts + " conflicts, "
                    + reads + " reads";
            Show.exactly(
                    "transactions", unseemly.get(), 0, "values seen that were not committed, or rolled back," + where);
            Show.exactly("transactions", stale.get(), 0, "stale reads after a commit of the same node," + where);
            Show.within(
                    "transactions",
                    Elapsed.ofNanos(longest.get()),
                    WINDOW,
                    "after a commit was the longest that the other node had not heard of it, in " + inWindow
                            + " stale reads," + where);
            Show.atLeast("transactions", commits.get(), ROUNDS / 4.0, "commits" + where);
        }
    }
}
