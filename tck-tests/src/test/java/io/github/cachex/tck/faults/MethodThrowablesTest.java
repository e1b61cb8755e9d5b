// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.faults.Trap.Code;
import io.github.cachex.tck.faults.Trap.Thrown;
import io.github.cachex.tck.faults.TrappedBeans.Place;
import io.github.cachex.tck.faults.TrappedMethods.Order;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Barrier;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import jakarta.enterprise.inject.se.SeContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whatever beans of an application throw, annotated methods answer, and run as often as they should. */
@TestInstance(Lifecycle.PER_CLASS)
class MethodThrowablesTest {
    private static final List<Enum<?>> PLACES = List.of(
            Code.LISTENER,
            Code.SERIALIZER_WRITE,
            Code.SERIALIZER_READ,
            Code.NAMESPACE,
            Code.DEFAULT_VALUE,
            Place.KEY_PROPERTY,
            Place.TAG_PROPERTY,
            Place.WHEN,
            Place.UNLESS,
            Place.GENERATOR,
            Place.REQUEST_BEGINS,
            Place.REQUEST_ENDS);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> wrong = new ArrayList<>();
    private int calls;
    private int without;

    @AfterAll
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void anythingThrownByBeans_keepsNoValueFromCallersOfMethods() throws Exception {
        int left = 0;
        try (RedisServer server = RedisServer.start();
                Store redis = new Store.Redis(server)) {
            left += left(Map.of("cachex.backend.type", "memory"), Set::of);
            left += left(
                    Map.of("cachex.backend.redis.uri", server.uri(), "cachex.backend.redis.timeout.socket", "30s"),
                    () -> redis.held(List.of()));
        }
        assertThat(wrong).isEmpty();
        Show.atLeast("throwables", calls, 2_000, "calls of annotated methods around beans that throw");
        Show.exactly("throwables", without, 0, "callers of annotated methods without their value");
        Show.exactly("throwables", left, 0, "leases left by annotated methods");
    }

    /** Calls all methods around all that throws; returns how many leases they left. */
    private int left(Map<String, String> backend, Callable<Set<String>> held) throws Exception {
        Map<String, String> settings = new HashMap<>(Store.PATIENT);
        settings.putAll(backend);
        // A lease that was left would be waited for.
        settings.put("cachex.on-wait-timeout", "throw");
        List<Class<?>> beans = new ArrayList<>(List.of(TrappedBeans.ALL));
        beans.add(TrappedMethods.class);
        beans.addAll(ConfiguredMethods.BEANS);
        TrappedBeans.set(new Trap(Code.EXECUTOR, Thrown.EXCEPTION));
        try (Said said = new Said();
                SeContainer container = Deployment.start(
                        new TrappedSource(settings), application -> {}, beans.toArray(Class<?>[]::new))) {
            for (Enum<?> place : PLACES) {
                for (Thrown thrown : Thrown.values()) {
                    for (int round = 0; round < Rounds.of(1, 10); round++) {
                        new Calls(container.select(TrappedMethods.class).get(), new Trap(place, thrown), round).run();
                    }
                }
            }
            for (Thrown thrown : Thrown.values()) {
                configured(
                        container
                                .select(ConfiguredMethods.BEANS.get(thrown.ordinal()))
                                .get(),
                        new Trap(Place.CONFIGURATION, thrown));
            }
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> held.call().isEmpty());
            wrong.addAll(said.twice());
            return held.call().size();
        } finally {
            TrappedBeans.set(new Trap(Code.EXECUTOR, Thrown.EXCEPTION));
        }
    }

    /** Calls methods whose plans are not made yet, and cannot be. */
    private void configured(ConfiguredMethods methods, Trap trap) {
        TrappedBeans.set(trap);
        for (String method : List.of("find", "find again")) {
            expect(trap, method, answer(() -> methods.find("1")), TrappedMethods.LOADED);
            expect(trap, method, methods.takeRuns(), 1);
            expect(trap, method + " later", answer(() -> got(methods.findLater("1"))), TrappedMethods.LOADED);
            expect(trap, method + " later", methods.takeRuns(), 1);
        }
        refused(trap, "save", () -> methods.save("1"));
        refused(trap, "drop", () -> methods.drop("1"));
        expect(trap, "puts and invalidations", methods.takeRuns(), 0);
        trap.disarm();
        for (String method : List.of("find", "find again")) {
            expect(trap, method, answer(() -> methods.find("1")), TrappedMethods.LOADED);
        }
        expect(trap, "find afterwards", methods.takeRuns(), 1);
        expect(trap, "save", answer(() -> methods.save("1")), TrappedMethods.LOADED);
        expect(trap, "drop", answer(() -> methods.drop("1")), TrappedMethods.LOADED);
        expect(trap, "afterwards", methods.takeRuns(), 2);
    }

    private void refused(Trap trap, String method, Callable<?> call) {
        Object answer = answer(call);
        calls++;
        if (!(answer instanceof Throwable)) {
            wrong.add(trap + ": " + method + ": " + answer);
        }
    }

    private void expect(Trap trap, String method, Object arrived, Object expected) {
        calls++;
        if (!arrived.equals(expected)) {
            without++;
            wrong.add(trap + ": " + method + ": " + arrived + ", not " + expected);
        }
    }

    private static Object answer(Callable<?> call) {
        try {
            return call.call();
        } catch (Throwable e) {
            return e;
        } finally {
            // What the trap threw as an interrupt is not the next call's.
            var unused = Thread.interrupted();
        }
    }

    private static <T> T got(CompletionStage<T> stage) throws Exception {
        // The interrupt that the trap threw before is no reason not to look.
        var unused = Thread.interrupted();
        try {
            return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** The calls of all methods around one trap. */
    private final class Calls {
        private final TrappedMethods methods;
        private final Trap trap;
        private final String prefix;

        Calls(TrappedMethods methods, Trap trap, int round) {
            this.methods = methods;
            this.trap = trap;
            this.prefix = trap.toString().replace(' ', '-') + round + '-';
        }

        private Order order(String name) {
            return new Order(prefix + name);
        }

        private boolean is(Enum<?>... places) {
            return List.of(places).contains(trap.code());
        }

        void run() throws Exception {
            TrappedBeans.set(trap);
            boolean template = is(Code.NAMESPACE, Place.KEY_PROPERTY, Place.TAG_PROPERTY);
            boolean generated = is(Code.NAMESPACE, Place.GENERATOR, Place.TAG_PROPERTY);
            fetched("find", template, () -> methods.find(order("1")));
            fetched("findLater", template, () -> got(methods.findLater(order("1"))));
            fetched("findInTime", template, () -> methods.findInTime(order("1")));
            fetched("findAhead", template, () -> methods.findAhead(order("1")).orElse("empty"));
            fetched("findGenerated", generated, () -> methods.findGenerated(order("1")));
            crowd(template);
            failing(template);
            written("save", template, () -> methods.save(order("1")));
            written("saveLater", template, () -> got(methods.saveLater(order("1"))));
            written("saveText", template, () -> {
                methods.saveText(order("1"), "other");
                return TrappedMethods.LOADED;
            });
            written("saveGenerated", generated, () -> methods.saveGenerated(order("1")));
            written(
                    "make",
                    is(Code.NAMESPACE),
                    () -> methods.make(prefix + "1").equals(order("1")) ? TrappedMethods.LOADED : "another order");
            boolean key = is(Code.NAMESPACE, Place.KEY_PROPERTY);
            written("drop", key, () -> methods.drop(order("1")));
            written("dropLater", key, () -> got(methods.dropLater(order("1"))));
            written("dropEach", key, () -> methods.dropEach(List.of(order("1"), order("2"))));
            written("dropMuch", template, () -> methods.dropMuch(order("1")));
            written("dropGenerated", is(Code.NAMESPACE, Place.GENERATOR), () -> methods.dropGenerated(order("1")));
            invalidated();
            if (!trap.hasSprung()) {
                wrong.add(trap + ": nothing threw");
            }
            trap.disarm();
            afterwards();
        }

        /** Returns how often {@code count} calls of one key run their method. */
        private int runs(boolean named, int count) {
            return named || is(Place.WHEN, Place.UNLESS, Code.SERIALIZER_WRITE) ? count : 1;
        }

        private void fetched(String method, boolean named, Callable<String> call) {
            expect(trap, method, answer(call), TrappedMethods.LOADED);
            expect(trap, method + " again", answer(call), TrappedMethods.LOADED);
            expectRuns(method, method.equals("findAhead") ? 0 : runs(named, 2));
        }

        private void expectRuns(String method, int expected) {
            int ran = methods.takeRuns();
            // What cannot be read is loaded again by whoever does not find it in this JVM.
            boolean right = is(Code.SERIALIZER_READ) ? ran >= expected && ran <= expected + 1 : ran == expected;
            expect(trap, "runs of " + method + ": " + ran + ", not " + expected, right, true);
        }

        /** One loads while others wait; all have the value. */
        private void crowd(boolean named) throws Exception {
            Barrier loading = new Barrier();
            methods.meanwhile(loading::arrive);
            List<Future<String>> callers = new ArrayList<>();
            callers.add(threads.submit(() -> methods.find(order("crowd"))));
            loading.await();
            callers.add(threads.submit(() -> methods.find(order("crowd"))));
            callers.add(threads.submit(() -> methods.find(order("crowd"))));
            loading.open();
            for (Future<String> caller : callers) {
                expect(trap, "crowd", answer(() -> caller.get(1, TimeUnit.MINUTES)), TrappedMethods.LOADED);
            }
            methods.meanwhile(() -> {});
            int ran = methods.takeRuns();
            int most = is(Code.SERIALIZER_READ) ? 3 : runs(named, 3);
            expect(trap, "runs of a crowd: " + ran, ran >= 1 && ran <= most, true);
        }

        private void failing(boolean named) {
            boolean uncached = named && !is(Place.TAG_PROPERTY) || is(Place.WHEN, Code.DEFAULT_VALUE);
            Object answer = answer(() -> methods.fail(order("failing")));
            expect(
                    trap,
                    "fail: " + answer,
                    uncached ? answer instanceof IllegalArgumentException : answer.equals("instead"),
                    true);
            expect(trap, "runs of fail", methods.takeRuns(), 1);
        }

        private void written(String method, boolean named, Callable<String> call) {
            if (named) {
                refused(trap, method, call);
            } else {
                expect(trap, method, answer(call), TrappedMethods.LOADED);
            }
            expect(trap, "runs of " + method, methods.takeRuns(), named ? 0 : 1);
        }

        /** What could be invalidated is. */
        private void invalidated() {
            if (is(Code.NAMESPACE, Place.KEY_PROPERTY, Place.TAG_PROPERTY)) {
                return;
            }
            fetched("find before", false, () -> methods.find(order("dropped")));
            written("drop it", false, () -> methods.drop(order("dropped")));
            fetched("find after", false, () -> methods.find(order("dropped")));
            written("drop its tag", false, () -> methods.dropMuch(order("dropped")));
            fetched("find after all", false, () -> methods.find(order("dropped")));
        }

        /** Nothing is left that would keep others from loading and storing. */
        private void afterwards() {
            for (String name : List.of("1", "crowd", "dropped", "failing")) {
                expect(trap, "find afterwards", answer(() -> methods.find(order(name))), TrappedMethods.LOADED);
                expect(
                        trap,
                        "findLater afterwards",
                        answer(() -> got(methods.findLater(order(name)))),
                        TrappedMethods.LOADED);
                expect(
                        trap,
                        "findInTime afterwards",
                        answer(() -> methods.findInTime(order(name))),
                        TrappedMethods.LOADED);
                expect(
                        trap,
                        "findAhead afterwards",
                        answer(() -> methods.findAhead(order(name))),
                        Optional.of(TrappedMethods.LOADED));
                expect(
                        trap,
                        "findGenerated afterwards",
                        answer(() -> methods.findGenerated(order(name))),
                        TrappedMethods.LOADED);
            }
            int unused = methods.takeRuns();
        }
    }
}
