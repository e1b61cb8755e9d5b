// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The show: several JVMs ask one slow database for the same things, with Cachex and a shared store between them. It ends with
 * status 0 only if the key that all JVMs asked for at once was loaded once, as counted by the database.
 */
public final class ZoneShow {
    private static final String SHOW = "show";
    private static final String ZONE = "Europe/Berlin";
    private static final String LANGUAGE = "en";
    private static final String RENAMED = "Berliner Zeit";
    private static final int MOST_ASKED = 10_000;

    private final int jvms = Integer.getInteger("example.jvms", 4);
    private final int threads = Integer.getInteger("example.threads", 50);
    private final int requests = Integer.getInteger("example.requests", 4000);
    private final String backend = System.getProperty("example.backend", "redis");
    private final Console console = new Console(System.out);
    private final List<NodeProcess> nodes = new ArrayList<>();

    private ZoneShow() {}

    /**
     * Runs the show. The system properties {@code example.jvms}, {@code .threads} and {@code .requests} say its size, and
     * {@code example.backend} what it is played over.
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(new ZoneShow().run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        Optional<StoreAtHand> found = found();
        return found.isPresent() && run(found.get());
    }

    /** Returns the store; empty where it cannot be started, of which the user is told. */
    private Optional<StoreAtHand> found() throws Exception {
        try {
            return Optional.of(StoreAtHand.find(backend));
        } catch (IllegalStateException e) {
            console.line(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean run(StoreAtHand found) throws Exception {
        try (StoreAtHand store = found;
                ZoneDatabase database = ZoneDatabase.start()) {
            console.say(SHOW, store.description());
            console.say(SHOW, "Database: H2 in memory with " + database.contents() + ", all known to this JDK");
            Thread stop = new Thread(this::stop);
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                startNodes(store, database);
                Report report = new Report();
                stampede(report);
                traffic(report);
                rename();
                return report.print(console, nodes, database, ZONE, LANGUAGE);
            } finally {
                stop();
            }
        }
    }

    private void startNodes(StoreAtHand store, ZoneDatabase database) throws IOException, InterruptedException {
        // A version of its own for each run: what an earlier one left in a Redis of yours is not seen.
        Map<String, String> environment = new HashMap<>(store.environment());
        environment.put("CACHEX_VERSION", "run-" + System.currentTimeMillis());
        for (int i = 1; i <= jvms; i++) {
            nodes.add(NodeProcess.start("jvm-" + i, database.url(), environment, console));
        }
        for (NodeProcess node : nodes) {
            node.answer();
        }
        console.say(SHOW, jvms + " JVMs are ready");
    }

    private void stampede(Report report) throws IOException, InterruptedException {
        console.say(SHOW, "Stampede: %d JVMs with %d threads each want the twins of %s".formatted(jvms, threads, ZONE));
        report.stampede(tellAll("stampede " + ZONE + " " + LANGUAGE + " " + threads));
    }

    private void traffic(Report report) throws IOException, InterruptedException {
        console.say(SHOW, "Traffic: %d JVMs with 4 threads each want the twins of any zone, often".formatted(jvms));
        report.traffic(tellAll("traffic 4 " + requests / 4));
    }

    private void rename() throws IOException, InterruptedException {
        console.say(SHOW, "Invalidation: " + nodes.get(0).name() + " renames a zone that another JVM has read");
        NodeProcess other = nodes.get(nodes.size() - 1);
        String ask = "ask " + ZONE + " de";
        tell(other, ask);
        tell(nodes.get(0), "rename " + ZONE + " de " + RENAMED);
        // It hears of it within milliseconds, unless the machine has no time for it.
        String name = "";
        for (int i = 0; i < MOST_ASKED && !name.equals(RENAMED); i++) {
            other.tell(ask);
            name = other.answer();
        }
        console.say(other.name(), ask + ": " + name);
    }

    private void tell(NodeProcess node, String command) throws IOException, InterruptedException {
        node.tell(command);
        console.say(node.name(), command + ": " + node.answer());
    }

    private List<String> tellAll(String command) throws IOException, InterruptedException {
        for (NodeProcess node : nodes) {
            node.tell(command);
        }
        List<String> answers = new ArrayList<>();
        for (NodeProcess node : nodes) {
            answers.add(node.answer());
        }
        return answers;
    }

    private void stop() {
        nodes.forEach(NodeProcess::close);
    }
}
