// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a Redis for tests is run: as {@code CACHEX_TEST_REDIS} says, else the first way that works. Made once, when it is first
 * asked for, and told in one line.
 */
final class RedisChoice {
    static final String VARIABLE = "CACHEX_TEST_REDIS";
    private static final Duration TRIAL = Duration.ofSeconds(60);
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

    private final String wanted;
    private final List<RedisSource> sources;
    private final Consumer<String> console;
    private final String what;
    private @Nullable RedisSource taken;
    private @Nullable String refusal;

    /** Creates a choice of {@code sources}, the best first. */
    RedisChoice(Map<String, String> environment, List<RedisSource> sources, Consumer<String> console) {
        this("Redis for tests", environment, sources, console);
    }

    private RedisChoice(
            String what, Map<String, String> environment, List<RedisSource> sources, Consumer<String> console) {
        this.what = what;
        wanted = environment.getOrDefault(VARIABLE, "").strip();
        this.sources = List.copyOf(sources);
        this.console = console;
    }

    /** Returns the choice that all tests of this JVM share. */
    static RedisChoice ofThisMachine() {
        return Shared.CHOICE;
    }

    /** Returns the choice for servers that have to reach each other, also shared by all tests of this JVM. */
    static RedisChoice ofServersInGroups() {
        return Shared.GROUPS;
    }

    private static final class Shared {
        static final RedisChoice GROUPS = new RedisChoice(
                "Redis for clusters and Sentinels of tests",
                System.getenv(),
                List.of(
                        new NoContainers(),
                        new PathSource(System.getenv().getOrDefault("PATH", "")),
                        new EmbeddedSource()),
                System.out::println);

        static final RedisChoice CHOICE = new RedisChoice(
                System.getenv(),
                List.of(
                        // No method reference: that would need Testcontainers where it is not on the class path.
                        new ContainerSource(() -> TestcontainersEngine.create(), TRIAL, FIRST_ANSWER),
                        new PathSource(System.getenv().getOrDefault("PATH", "")),
                        new EmbeddedSource()),
                System.out::println);
    }

    /**
     * Returns the source that was chosen.
     *
     * @throws IllegalStateException if the one that the variable names cannot be had, or none can
     */
    synchronized RedisSource get() {
        if (taken == null && refusal == null) {
            choose();
        }
        if (taken == null) {
            throw new IllegalStateException(refusal);
        }
        return taken;
    }

    private void choose() {
        if (wanted.isEmpty()) {
            takeFirst();
            return;
        }
        Optional<RedisSource> named = sources.stream()
                .filter(source -> source.name().equalsIgnoreCase(wanted))
                .findFirst();
        if (named.isEmpty()) {
            refusal = VARIABLE + "=" + wanted + ": no such way to run a Redis; write one of " + names()
                    + ", or leave it out";
            return;
        }
        Optional<String> obstacle = named.get().obstacle();
        if (obstacle.isPresent()) {
            refusal = VARIABLE + "=" + wanted + ": " + obstacle.get()
                    + "; mend that, or leave the variable out for the first of " + names() + " that works";
        } else {
            take(named.get(), ", as " + VARIABLE + " says");
        }
    }

    private void takeFirst() {
        List<String> reasons = new ArrayList<>();
        for (RedisSource source : sources) {
            Optional<String> obstacle = source.obstacle();
            if (obstacle.isEmpty()) {
                take(source, reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")");
                return;
            }
            reasons.add(source.name() + ": " + obstacle.get());
        }
        refusal = "no Redis for tests: " + String.join("; ", reasons)
                + "; install redis-server or add embedded-redis to the class path of the tests";
    }

    private void take(RedisSource source, String why) {
        taken = source;
        console.accept(what + ": " + source + why);
    }

    private String names() {
        return sources.stream().map(RedisSource::name).collect(Collectors.joining(", "));
    }
}
