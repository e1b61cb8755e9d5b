// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.CacheHandler;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Elapsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The main class of a {@link Worker}: reads orders from standard input, answers on standard output, ends with its input. */
public final class WorkerMain {
    private final Source source;
    private final int index;
    private final PrintStream answers;
    private final Map<String, Subject> caches = new HashMap<>();
    private WarmNode application;
    private ElementNode elements;
    private SwitchNode switched;

    private WorkerMain(Source source, int index, PrintStream answers) {
        this.source = source;
        this.index = index;
        this.answers = answers;
    }

    /** Takes the source's file and the number of this process. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // whoever prints does not get between the answers
        WorkerMain worker = new WorkerMain(Source.in(Path.of(arguments[0])), Integer.parseInt(arguments[1]), answers);
        worker.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        Runtime.getRuntime().halt(0);
    }

    private void serve(BufferedReader orders) throws IOException {
        answers.println(Order.of("ok").line());
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            answers.println(answer(line).line());
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the test's
    private Order answer(String line) {
        try {
            return obey(Order.parse(line));
        } catch (Exception | LinkageError | StackOverflowError e) {
            e.printStackTrace();
            return Order.of("failed").with("why", e);
        }
    }

    private Order obey(Order order) throws Exception {
        switch (order.verb()) {
            case "open" -> open(order);
            case "open-unfenced" ->
                caches.put(order.text("name"), new UnfencedCache(order.number("port"), order.number("lease"), index));
            case "open-shared-unfenced" ->
                caches.put(
                        order.text("name"),
                        new SharedUnfencedCache(order.number("port"), order.number("lease"), index));
            case "open-unfenced-over" -> caches.put(order.text("name"), UnfencedStore.over(order));
            case "crowd" -> {
                return new Crowd(source, index, cache(order)).run(order);
            }
            case "churn" -> {
                return new Churn(source, index, cache(order)).run(order);
            }
            case "fetch" -> {
                int slot = order.number("slot");
                return Order.of("ok").with("version", cache(order).fetch(slot, () -> load(order, slot)));
            }
            case "hang" -> hang(cache(order), order.number("slot"));
            case "now" -> {
                return Order.of("ok").with("seconds", Clocks.seconds());
            }
            case "coherence" -> {
                FencedCache cache = (FencedCache) cache(order);
                Coherence coherence = new Coherence(source, index, cache.handler(), cache.nearHits(), order);
                return order.text("role").equals("read") ? coherence.read() : coherence.write();
            }
            case "ageing" -> {
                Ageing ageing = new Ageing(source, index, order);
                return order.text("role").equals("read") ? ageing.read() : ageing.write();
            }
            case "soak" -> {
                Soak soak = new Soak(source, index, (FencedCache) cache(order), order);
                return order.find("role").isPresent() ? soak.settle() : soak.run();
            }
            case "failover" -> {
                return FailoverNode.run(source, index, order);
            }
            case "fill-race" -> {
                return new FillRace(source, index, cache(order), order).step(order);
            }
            case "put-if-absent" -> {
                return PutIfAbsentRace.run(cache(order), index, order);
            }
            case "put-jobs" -> {
                return new Jobs(((FencedCache) cache(order)).handler(), order).put();
            }
            case "take-jobs" -> {
                return new Jobs(((FencedCache) cache(order)).handler(), order).take();
            }
            case "invalidate" -> {
                return Order.of("ok").with("applied", cache(order).invalidate(order.number("slot")));
            }
            case "elements" -> elements = ElementNode.start(source, index, order);
            case "collections" -> {
                return elements.ask(order);
            }
            case "switched" -> switched = SwitchNode.start(source, index, order);
            case "turn" -> {
                return switched.turn(order);
            }
            case "work" -> {
                return switched.work(order);
            }
            case "rest" -> {
                return switched.rest();
            }
            case "check" -> {
                return switched.check(order);
            }
            case "warm" -> application = WarmNode.start(source, index, order);
            case "warmed" -> {
                Elapsed elapsed = Elapsed.start();
                long version = application.version(order.number("slot"));
                elapsed.isWithin(Duration.ofMillis(order.large("within")));
                return Order.of("ok").with("version", version);
            }
            case "clear" -> {
                return Order.of("ok")
                        .with(
                                "applied",
                                ((FencedCache) cache(order)).handler().clear().isApplied());
            }
            case "close" -> {
                cache(order).close();
                caches.remove(order.text("name"));
            }
            default -> throw new IllegalArgumentException("unknown order " + order.verb());
        }
        return Order.of("ok");
    }

    private Long load(Order order, int slot) {
        long version = source.beginLoad(slot, index);
        Pause.millis(order.find("load").map(Long::parseLong).orElse(0L));
        return version;
    }

    /** Loads until the process ends. */
    private void hang(Subject cache, int slot) throws Exception {
        cache.fetch(slot, () -> {
            source.beginLoad(slot, index);
            Pause.millis(Duration.ofHours(1).toMillis());
            return 0L;
        });
    }

    private void open(Order order) {
        caches.put(order.text("name"), opened(order));
    }

    private static Subject opened(Order order) {
        return switch (order.find("kind").orElse("fenced")) {
            case "shape" -> new ShapeCache(builder(order).build());
            case "validated" -> new NewerCache(builder(order), false);
            case "failing" -> new NewerCache(builder(order), true);
            case "watched" -> new FencedCache(builder(order), true);
            case "raced" -> FillRace.subject(order);
            default -> new FencedCache(builder(order));
        };
    }

    /** Returns a builder of the cache that {@code order} names, with what it sets. */
    static CacheHandler.Builder builder(Order order) {
        return CacheHandler.builder().name(order.text("name")).properties(settings(order));
    }

    /** Returns the configuration that {@code order} sets. */
    static Map<String, String> settings(Order order) {
        Map<String, String> settings = new HashMap<>();
        order.values().forEach((name, value) -> {
            if (name.startsWith("set:")) {
                settings.put(name.substring("set:".length()), value);
            }
        });
        return settings;
    }

    private Subject cache(Order order) {
        Subject cache = caches.get(order.text("name"));
        if (cache == null) {
            throw new IllegalStateException("no cache " + order.text("name") + " is open");
        }
        return cache;
    }
}
