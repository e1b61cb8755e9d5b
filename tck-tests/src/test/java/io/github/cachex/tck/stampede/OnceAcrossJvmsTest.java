// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Jobs;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Four JVMs, of which two put jobs and two take them away, while the connections of one of each break. */
class OnceAcrossJvmsTest {
    private static final int JOBS = Rounds.of(100, 10_000);
    private static final int BATCH = 100;

    @Test
    void jobsOfFourJvms_areHandedOutOnce() throws Exception {
        try (Cluster cluster = Cluster.of(4);
                Link link = Link.to(cluster.redis());
                CacheHandler parent =
                        OverRedis.builder(cluster.redis().uri()).name("jobs").build()) {
            List<Worker> workers = cluster.workers();
            Order whole = cluster.opening(
                    "jobs",
                    "cachex.version",
                    "1",
                    "cachex.breaker.failures",
                    "1000000",
                    "cachex.backend-budget",
                    "100ms");
            Order broken = whole.with("set:cachex.backend.redis.uri", link.uri());
            for (int i = 0; i < workers.size(); i++) {
                workers.get(i).ask(i % 2 == 0 ? broken : whole);
            }
            AtomicBoolean over = new AtomicBoolean();
            Thread cutting = new Thread(
                    () -> {
                        while (!over.get()) {
                            link.cut();
                            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                        }
                    },
                    "cutting");
            cutting.start();
            int[] handedOut = new int[JOBS];
            for (int from = 0; from < JOBS; from += BATCH) {
                batch(workers, parent, from, handedOut);
            }
            over.set(true);
            cutting.join();
            int twice = (int) IntStream.of(handedOut).filter(times -> times > 1).count();
            long once = IntStream.of(handedOut).filter(times -> times > 0).count();
            assertThat(once).isPositive();
            Show.exactly(
                    "once",
                    twice,
                    0,
                    "of " + once
                            + " jobs handed out twice, put and taken in four JVMs, over connections of two that break");
        }
    }

    private static void batch(List<Worker> workers, CacheHandler parent, int from, int[] handedOut) {
        Order batch =
                Order.of("take-jobs").with("name", "jobs").with("from", from).with("to", Math.min(JOBS, from + BATCH));
        workers.subList(2, 4).forEach(worker -> worker.tell(batch));
        for (int first = 0; first < 2; first++) {
            Order put = new Order("put-jobs", batch.values()).with("first", first);
            workers.get(first).tell(put);
        }
        workers.subList(0, 2).forEach(Worker::answer);
        parent.put(Jobs.over(from), "over");
        workers.subList(2, 4).stream()
                .map(Worker::answer)
                .flatMap(answer -> Stream.of(answer.text("taken").split(",")))
                .filter(job -> !job.isEmpty())
                .forEach(job -> handedOut[Integer.parseInt(job)]++);
    }
}
