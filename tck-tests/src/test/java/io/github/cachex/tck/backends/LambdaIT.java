// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.process.Cluster;
import io.github.cachex.tck.process.Order;
import io.github.cachex.tck.process.Signal;
import io.github.cachex.tck.process.Worker;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.server.DynaliteServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A process that is frozen between calls, and in them, as AWS Lambda does, over DynamoDB; another one changes what it holds. */
class LambdaIT {
    private static final String CACHE = "lambda";
    private static final int LEASE = 300;
    private static final int DEAD = 300;
    private static final int LOAD = 40;
    private static final int KEYS = 6;
    private static final Duration BUDGET = Duration.ofMillis(600);
    /** Longer than the server keeps a connection on which nothing comes. */
    private static final int LONG_FREEZE = 6_000;

    private final List<Elapsed> calls = new ArrayList<>();
    private long stale;

    /** How a frozen process is found. */
    private enum Moment {
        BETWEEN_CALLS,
        IN_A_LOAD,
        BEFORE_A_CLEAR
    }

    private static Order order(String verb, int slot) {
        return Order.of(verb).with("name", CACHE).with("slot", slot).with("load", LOAD);
    }

    private static void freeze(Worker worker, int millis, Runnable meanwhile) {
        worker.signal(Signal.STOP);
        try {
            meanwhile.run();
            Pause.millis(millis);
        } finally {
            worker.signal(Signal.CONT);
        }
    }

    private static void change(Cluster cluster, Worker writer, int slot, boolean clears) {
        long version = cluster.source().change(slot);
        Order answer = writer.ask(order(clears ? "clear" : "invalidate", slot));
        if (Boolean.parseBoolean(answer.text("applied"))) {
            cluster.source().bind(slot, version);
        }
    }

    private void read(Cluster cluster, Worker worker, int slot) {
        long binding = cluster.source().binding(slot);
        Elapsed call = Elapsed.start();
        long version = worker.ask(order("fetch", slot)).large("version");
        calls.add(call.stop());
        if (version < binding) {
            stale++;
        }
    }

    private void round(Cluster cluster, Moment moment, int slot, int millis) {
        Worker function = cluster.workers().get(0);
        Worker writer = cluster.workers().get(1);
        if (moment == Moment.IN_A_LOAD) {
            change(cluster, writer, slot, false);
            long loads = cluster.source().loads(slot, 0);
            function.tell(order("fetch", slot).with("load", LEASE));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> cluster.source().loads(slot, 0) > loads);
        } else {
            read(cluster, function, slot);
        }
        freeze(function, millis, () -> {
            change(cluster, writer, slot, moment == Moment.BEFORE_A_CLEAR);
            if (moment == Moment.IN_A_LOAD) {
                read(cluster, writer, slot);
            }
        });
        if (moment == Moment.IN_A_LOAD) {
            function.answer();
        }
        read(cluster, function, slot);
        read(cluster, writer, slot);
        read(cluster, function, slot);
    }

    @Test
    void frozenProcess_servesNothingOld() {
        try (SharedStore store = SharedStore.start(SharedStore.Kind.DYNAMODB);
                Cluster cluster = Cluster.over(store.settings(), SharedStore.environment(), 2)) {
            cluster.warmUp();
            cluster.open(
                    CACHE,
                    "cachex.background",
                    "inline",
                    "cachex.backend-budget",
                    BUDGET.toMillis() + "ms",
                    "cachex.lease.ttl",
                    LEASE + "ms",
                    "cachex.lease.renew",
                    "100ms",
                    "cachex.wait-timeout",
                    "2s",
                    "cachex.link.heartbeat",
                    "100ms",
                    "cachex.link.dead",
                    DEAD + "ms");
            int slots = cluster.freshSlots(KEYS);
            int freezes = Rounds.of(10, 200);
            for (int i = 0; i < freezes; i++) {
                int slot = slots + i % KEYS;
                int millis = i == freezes / 2
                        ? LONG_FREEZE
                        : ThreadLocalRandom.current().nextInt(Math.max(LEASE, DEAD) + 50, 3 * DEAD);
                round(cluster, Moment.values()[i % Moment.values().length], slot, millis);
            }
            Show.exactly("lambda", stale, 0, "stale of " + calls.size() + " reads, " + freezes + " freezes");
            Show.within(
                    "lambda",
                    Elapsed.longestOf(calls),
                    BUDGET.plusMillis(LOAD),
                    "longest call, a budget of " + BUDGET.toMillis() + " ms and a load of " + LOAD + " ms");
        }
    }

    /** Each in a process of its own, one after the other by turns. */
    @Test
    void firstHit_besideTheBareSdk() throws IOException, InterruptedException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        try (DynaliteServer server = DynaliteServer.start(Path.of("dynalite"));
                DynamoDbClient client = FirstHit.client(server.endpoint(), "Apache5");
                CacheHandler cache = FirstHit.settings().jedis(client).build()) {
            cache.put(FirstHit.KEY, "value");
            client.putItem(
                    request -> request.tableName("cachex").item(Map.of("k", AttributeValue.fromS(FirstHit.BARE))));
            Map<String, List<Elapsed>> hits = new TreeMap<>();
            for (int i = 0; i < Rounds.of(1, 9); i++) {
                for (String who : List.of("sdk", "cachex")) {
                    for (String http : List.of("Apache5", "UrlConnection")) {
                        hits.computeIfAbsent(who + " " + http, none -> new ArrayList<>())
                                .add(firstHit(server.endpoint(), who, http));
                    }
                }
            }
            hits.forEach(
                    (name, all) -> Show.figure("lambda", Elapsed.medianOf(all), "JVM, start and first hit, " + name));
        }
    }

    private static Elapsed firstHit(String endpoint, String who, String http) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FirstHit.class.getName(),
                endpoint,
                who,
                http);
        command.environment().putAll(SharedStore.environment());
        Elapsed elapsed = Elapsed.start();
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        elapsed = elapsed.stop();
        assertThat(process.waitFor()).as(who + " " + http).isZero();
        assertThat(answer).endsWith(FirstHit.FOUND);
        return elapsed;
    }
}
