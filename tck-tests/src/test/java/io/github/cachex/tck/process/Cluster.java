// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several {@link Worker} processes over one backend and one {@link Source}. */
public final class Cluster implements AutoCloseable {
    /**
     * Not what these tests are about: on a busy machine a call may take longer than its budget, and then does without Redis. Tests of
     * budgets say their own.
     */
    private static final Map<String, String> PATIENT = Map.of(
            "cachex.backend-budget", "30s",
            "cachex.backend.redis.timeout.socket", "30s",
            "cachex.breaker.slow", "30s");

    private final Path file;
    private final Source source;
    private final Map<String, String> backend;
    private final Map<String, String> environment;
    private final Optional<RedisServer> redis;
    private final List<Worker> workers = new ArrayList<>();
    private int nextSlot;

    private Cluster(
            Path file, Map<String, String> backend, Map<String, String> environment, Optional<RedisServer> redis) {
        this.file = file;
        this.source = Source.in(file);
        this.backend = backend;
        this.environment = environment;
        this.redis = redis;
    }

    /** Starts {@code size} processes over a Redis server of their own and waits until all are there. */
    public static Cluster of(int size) {
        RedisServer redis = RedisServer.start();
        return of(size, uri(redis.uri()), Map.of(), Optional.of(redis));
    }

    /** Starts {@code size} processes over the Redis at {@code uri}, which is not theirs, and waits until all are there. */
    public static Cluster over(String uri, int size) {
        return over(uri(uri), Map.of(), size);
    }

    /**
     * Starts {@code size} processes over the backend that {@code settings} lead to, which is not theirs, and waits until all are there.
     *
     * @param environment what each of them has beside the environment of this process
     */
    public static Cluster over(Map<String, String> settings, Map<String, String> environment, int size) {
        return of(size, settings, environment, Optional.empty());
    }

    private static Map<String, String> uri(String uri) {
        return Map.of("cachex.backend.redis.uri", uri);
    }

    private static Cluster of(
            int size, Map<String, String> backend, Map<String, String> environment, Optional<RedisServer> redis) {
        try {
            Path file = Files.createTempFile("cachex-source", ".bin");
            Cluster cluster = new Cluster(file, backend, environment, redis);
            for (int index = 0; index < size; index++) {
                cluster.workers.add(Worker.start(index, file, environment));
            }
            cluster.workers.forEach(Worker::answer);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Source source() {
        return source;
    }

    /** Returns the server of {@link #of}. */
    public RedisServer redis() {
        return redis.orElseThrow();
    }

    public List<Worker> workers() {
        return workers;
    }

    /** Returns a slot that nobody used before. */
    public int freshSlot() {
        return nextSlot++;
    }

    /** Returns the first of {@code count} slots in a row that nobody used before. */
    public int freshSlots(int count) {
        nextSlot += count;
        return nextSlot - count;
    }

    /** Gives all workers {@code order} at once and returns their answers, in order. */
    public List<Order> ask(Order order) {
        workers.forEach(worker -> worker.tell(order));
        return workers.stream().map(Worker::answer).toList();
    }

    /** Opens the cache {@code name} over this cluster's backend in all workers, with {@code settings} as key and value. */
    public void open(String name, String... settings) {
        ask(opening(name, settings));
    }

    /** Returns the order that opens the cache {@code name} over this cluster's backend. */
    public Order opening(String name, String... settings) {
        Order order = configured(Order.of("open").with("name", name));
        for (int i = 0; i < settings.length; i += 2) {
            order = order.with("set:" + settings[i], settings[i + 1]);
        }
        return order;
    }

    /** Returns {@code order} for a process that begins to use this cluster's backend. */
    public Order configured(Order order) {
        Order configured = order.with("set:cachex.prefix", "tck");
        for (Map<String, String> settings : List.of(backend, PATIENT)) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                configured = configured.with("set:" + setting.getKey(), setting.getValue());
            }
        }
        return configured;
    }

    /**
     * Lets every process use a cache once: a cold JVM on a busy machine may spend the whole budget of its first call on
     * loading classes, and then does without Redis.
     */
    public void warmUp() {
        open("warm-up");
        new Stampede(this, "warm-up", 4, 1, Crowd.Mode.VALUE).run();
        ask(Order.of("close").with("name", "warm-up"));
    }

    /** Lets one process more join and returns it once it is there. */
    public Worker join() {
        Worker newcomer = Worker.start(workers.size(), file, environment);
        workers.add(newcomer);
        newcomer.answer();
        return newcomer;
    }

    /** Lets one process more join whose classes are those in {@code first}, as far as they are there; returns it as {@link #join} does. */
    public Worker join(Path first) {
        Worker newcomer = Worker.startWith(first, workers.size(), file);
        workers.add(newcomer);
        newcomer.answer();
        return newcomer;
    }

    /** Puts a new process in the place of {@code worker}, which is dead. */
    public Worker replace(Worker worker) {
        Worker heir = Worker.start(worker.index(), file, environment);
        workers.set(worker.index(), heir);
        heir.answer();
        return heir;
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        redis.ifPresent(RedisServer::close);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
