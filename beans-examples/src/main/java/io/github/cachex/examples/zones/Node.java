// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import io.github.cachex.CacheHandler;
import io.github.cachex.Cachex;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.LogManager;

/**
 * One JVM of the cluster. It does what each line of its standard input says, and answers with a line that begins with
 * {@link #ANSWER}; all other lines are for people.
 */
@Dependent
public class Node {
    static final String ANSWER = "= ";

    private static final List<String> ASKED_FOR = List.of(
            "Europe/Paris",
            "America/New_York",
            "Asia/Tokyo",
            "Europe/London",
            "Australia/Sydney",
            "America/Sao_Paulo",
            "Africa/Cairo",
            "Asia/Kolkata");

    private final ZoneTwins zones;
    private final CacheHandler cache;

    @Inject
    Node(ZoneTwins zones, @Cachex("twins") CacheHandler cache) {
        this.zones = zones;
        this.cache = cache;
    }

    /** Runs until the standard input ends. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().readConfiguration(Node.class.getResourceAsStream("/logging.properties"));
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            Node node = container.select(Node.class).get();
            node.answer("ready");
            node.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
    }

    static void say(String what) {
        System.out.println(what);
    }

    private void answer(String what) {
        say(ANSWER + what);
    }

    private void obey(BufferedReader commands) throws Exception {
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ", 4);
            switch (words[0]) {
                case "stampede" ->
                    answer(stampede(words[1], words[2], Integer.parseInt(words[3]))
                            .text());
                case "traffic" ->
                    answer(traffic(Integer.parseInt(words[1]), Integer.parseInt(words[2]))
                            .text());
                case "ask" -> answer(zones.of(words[1], words[2]).name());
                case "rename" -> {
                    zones.rename(words[1], words[2], words[3]);
                    answer("done");
                }
                case "stats" -> answer(Counts.of(cache.stats()).text());
                default -> throw new IOException("no such command: " + command);
            }
        }
    }

    private Latencies stampede(String zone, String language, int threads) throws Exception {
        Latencies took = Crowd.of(threads, 1).ask(() -> zones.of(zone, language));
        say("%d threads asked for %s:%s at once; the slowest was served in %.0f ms"
                .formatted(threads, zone, language, took.percentile(1)));
        return took;
    }

    private Latencies traffic(int threads, int times) throws Exception {
        Latencies took = Crowd.of(threads, times).ask(() -> {
            Random random = ThreadLocalRandom.current();
            zones.of(ASKED_FOR.get(random.nextInt(ASKED_FOR.size())), "en");
        });
        say("served %,d answers, half of them within %.2f ms".formatted(took.count(), took.percentile(0.5)));
        return took;
    }
}
