// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cachex.testkit.Elapsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests compare measured time in one place alone, and the rule that says so finds the other ways. */
class MeasuredTimeTest {
    /** What hands the clock of the machine to what it tests, notes when something was, or sets a pace; none compares it with a bound. */
    private static final Set<String> READERS = Set.of(
            // The clock of the machine is an argument of what they test, or stands in what Redis keeps.
            "io.github.cachex.backend.file.FileTripsTest",
            "io.github.cachex.backend.redis.AnyClientLinkTest",
            "io.github.cachex.backend.redis.DatabasesTest",
            "io.github.cachex.backend.redis.ForgottenClockTest",
            "io.github.cachex.backend.redis.HostileLeasesTest",
            "io.github.cachex.backend.redis.HostileMarksTest",
            "io.github.cachex.backend.redis.LinkCases",
            "io.github.cachex.backend.redis.RedisTagsTest",
            "io.github.cachex.backend.redis.StoredBytesTest",
            "io.github.cachex.backend.redis.WakeUpsTest",
            "io.github.cachex.core.flight.SingleFlightTest",
            "io.github.cachex.core.freshness.TimedStageTest",
            "io.github.cachex.core.invalidate.LinkReceiverTest",
            "io.github.cachex.core.lease.LeaderTest",
            "io.github.cachex.core.lease.LeaseStageTest",
            "io.github.cachex.core.near.NearCacheTest",
            "io.github.cachex.core.near.OutageShelfTest",
            "io.github.cachex.core.stage.Calls",
            "io.github.cachex.core.stage.FakeLoader",
            "io.github.cachex.core.stage.FakeValues",
            "io.github.cachex.core.stage.FetchCallTest",
            "io.github.cachex.core.tag.CacheMarksTest",
            "io.github.cachex.core.time.CoarseClockTest",
            "io.github.cachex.tck.process.Clocks",
            "io.github.cachex.tck.outage.HeartbeatReplayTest",
            "io.github.cachex.tck.values.ForeignNumbersTest",
            "io.github.cachex.tck.outage.ReplayedTest",
            // They note when something was, for figures and for what came before what.
            "io.github.cachex.tck.process.Ageing",
            "io.github.cachex.tck.process.Coherence",
            "io.github.cachex.tck.process.Crowd",
            "io.github.cachex.tck.process.FailoverNode",
            "io.github.cachex.tck.modes.FailoverCases",
            "io.github.cachex.tck.outage.LinkCutTest",
            "io.github.cachex.tck.outage.Patient",
            "io.github.cachex.tck.values.SharedObjectsTest",
            "io.github.cachex.tck.process.Soak",
            "io.github.cachex.tck.process.SoakEvidence",
            "io.github.cachex.tck.lifecycle.SoakTest",
            "io.github.cachex.tck.transactions.TransactionsTest",
            "io.github.cachex.tck.servers.Card",
            // They set a pace.
            "io.github.cachex.tck.process.FillRace",
            "io.github.cachex.tck.coherence.FillRaceTest",
            "io.github.cachex.tck.outage.StaleConnectionsTest",
            "io.github.cachex.tck.redis.Pause");

    /** Ways to depend on the speed of a machine. */
    private static final class Wrong {
        static final class Difference {
            long millis(Runnable work) {
                long start = System.nanoTime();
                work.run();
                return System.nanoTime() - start;
            }
        }

        static final class WallClock {
            boolean isLate(long limit) {
                return System.currentTimeMillis() > limit;
            }
        }

        static final class Handed {
            LongSupplier clock() {
                return System::nanoTime;
            }
        }

        static final class Inside {
            Runnable later() {
                return () -> Assertions.assertThat(Instant.now()).isBefore(Instant.MAX);
            }
        }

        static final class Between {
            Duration of(Instant one, Instant other) {
                return Duration.between(one, other);
            }
        }

        static final class FutureInTime {
            void check(CompletableFuture<String> future) {
                Assertions.assertThat(future).succeedsWithin(Duration.ofMillis(100));
            }
        }

        static final class JUnitsTimeout {
            void check() {
                org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofMillis(100), () -> {});
            }
        }

        static final class Annotated {
            @Timeout(1)
            void check() {}
        }

        static final class State {
            boolean waits(Thread thread) {
                return thread.getState() == Thread.State.WAITING;
            }
        }

        static final class Sleep {
            void some() throws InterruptedException {
                Thread.sleep(100);
            }
        }

        static final class SleepOfAUnit {
            void some() throws InterruptedException {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** The way to do it. */
    private static final class Right {
        void check(Runnable work) {
            Elapsed elapsed = Elapsed.start();
            work.run();
            elapsed.isWithin(Duration.ofMillis(100));
        }
    }

    /** Reads classes, but not what they need: names are enough. */
    private static JavaClasses read(Function<ClassFileImporter, JavaClasses> reading) {
        return ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return reading.apply(new ClassFileImporter());
        });
    }

    static Stream<Class<?>> wrong() {
        return Arrays.stream(Wrong.class.getDeclaredClasses());
    }

    private static List<String> found(Class<?> type) {
        return classes()
                .should(new MeasuredTime(READERS))
                .evaluate(read(importer -> importer.importClasses(type)))
                .getFailureReport()
                .getDetails();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void dependence_isFound(Class<?> type) {
        assertThat(found(type))
                .isNotEmpty()
                .allMatch(detail -> detail.contains("Elapsed") || detail.contains("WaitingThreads"));
    }

    @Test
    void elapsed_isAllowed() {
        assertThat(found(Right.class)).isEmpty();
    }

    @Test
    void tests_compareMeasuredTimeByElapsedAlone() throws Exception {
        List<Path> folders;
        try (Stream<Path> all = Files.walk(Path.of(".."), 5)) {
            folders = all.filter(path -> path.endsWith("target/test-classes"))
                    .filter(path -> !path.startsWith("../src/benchmarks"))
                    .toList();
        }
        assertThat(folders).as("modules with tests").hasSizeGreaterThan(10);
        JavaClasses tests = read(importer -> importer.importPaths(folders))
                .that(DescribedPredicate.describe(
                        "not of this rule", type -> !type.getName().startsWith(MeasuredTimeTest.class.getName())));
        classes().should(new MeasuredTime(READERS)).check(tests);
    }
}
