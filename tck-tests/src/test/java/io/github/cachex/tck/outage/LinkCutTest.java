// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Ageing;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P3 with the link down: what others changed meanwhile is served for no longer than the heartbeat limit. */
class LinkCutTest {
    /** Of a push. */
    private static final Duration ALLOWANCE = Duration.ofMillis(100);
    /** How many times the limit a fault lasts: longer than what is granted to a slow machine, so that a limit of none would show. */
    private static final int LASTING = 7;

    /** The defaults: other tests are more patient. */
    private static final String[] BUDGETS = {
        "cachex.backend-budget", "600ms",
        "cachex.backend.redis.timeout.socket", "500ms",
        "cachex.breaker.slow", "300ms"
    };

    private static Cluster cluster;
    private Link link;

    @BeforeAll
    static void startProcesses() {
        cluster = Cluster.of(2);
        cluster.warmUp();
    }

    @AfterAll
    static void endProcesses() {
        cluster.close();
    }

    @BeforeEach
    void openLink() {
        link = Link.to(cluster.redis());
    }

    @AfterEach
    void closeLink() {
        link.close();
    }

    /** What happens to the link of the reading process, while it can ask Redis as ever. */
    enum Fault {
        /** It breaks, and cannot be made anew. */
        CUT {
            @Override
            void begin(Link link, RedisServer redis) {
                link.becomeForListeners(Link.State.REFUSING);
            }

            @Override
            void end(Link link, RedisServer redis) {
                link.becomeForListeners(Link.State.UP);
            }
        },
        /** Nothing passes. */
        SILENT {
            @Override
            void begin(Link link, RedisServer redis) {
                link.becomeForListeners(Link.State.SILENT);
            }

            @Override
            void end(Link link, RedisServer redis) {
                link.becomeForListeners(Link.State.UP);
            }
        },
        /** Everything passes, later than the limit. */
        BACKLOGGED {
            @Override
            void begin(Link link, RedisServer redis) {
                link.delayListeners(1000);
            }

            @Override
            void end(Link link, RedisServer redis) {
                link.delayListeners(0);
            }
        },
        /** Everything passes, later than usual and sooner than the limit. */
        SLOW {
            @Override
            void begin(Link link, RedisServer redis) {
                link.delayListeners(150);
            }

            @Override
            void end(Link link, RedisServer redis) {
                link.delayListeners(0);
            }
        },
        /** Redis stands still, for everyone. */
        STOPPED {
            @Override
            void begin(Link link, RedisServer redis) {
                redis.pause();
            }

            @Override
            void end(Link link, RedisServer redis) {
                redis.resume();
            }
        };

        abstract void begin(Link link, RedisServer redis);

        abstract void end(Link link, RedisServer redis);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultOfTheLink_boundsWhatIsServed(Fault fault) {
        for (int round = 0; round < Rounds.of(1, 5); round++) {
            run(
                    fault,
                    Duration.ofMillis(400),
                    100,
                    "cachex.link.heartbeat",
                    "130ms",
                    "cachex.link.dead",
                    "400ms",
                    "cachex.breaker.probe",
                    "200ms");
        }
    }

    @Test
    void defaults_boundWhatIsServed() {
        run(Fault.SILENT, Duration.ofSeconds(3), 350);
    }

    private void run(Fault fault, Duration limit, long pause, String... settings) {
        int from = cluster.freshSlots(1 + Ageing.Way.values().length);
        Order writing = cluster.opening(
                        "aged", Stream.of(BUDGETS, settings).flatMap(Stream::of).toArray(String[]::new))
                .with("from", from)
                .with("pause", pause)
                .with("young", ALLOWANCE.toMillis());
        Order order = new Order("ageing", writing.values());
        Worker writer = cluster.workers().get(0);
        Worker reader = cluster.workers().get(1);
        reader.tell(order.with("role", "read").with("set:cachex.backend.redis.uri", link.uri()));
        writer.tell(order.with("role", "write"));
        Pause.millis(limit.toMillis());
        fault.begin(link, cluster.redis());
        Pause.millis(LASTING * limit.toMillis());
        fault.end(link, cluster.redis());
        long mended = System.nanoTime();
        Pause.millis(9 * limit.toMillis() / 4);
        cluster.source().end(from);
        Order written = writer.answer();
        Order read = reader.answer();

        assertThat(written.large("drops")).isGreaterThan(10);
        String about = fault + ", limit " + limit.toMillis() + " ms";
        for (Ageing.Way way : Ageing.Way.values()) {
            assertThat(read.large("hits:" + way)).as("hits of " + way).isGreaterThan(read.large("reads:" + way) / 2);
            Show.within(
                    "link-cut",
                    Elapsed.ofNanos(read.large("oldest:" + way)),
                    limit.plus(ALLOWANCE),
                    "old at most, " + way + ", " + about + " (" + read.large("reads:" + way) + " reads, "
                            + read.large("near:" + way) + " near)");
        }
        Show.figure("link-cut", Elapsed.ofNanos(read.large("last") - mended), "until all was right again, " + about);
    }
}
