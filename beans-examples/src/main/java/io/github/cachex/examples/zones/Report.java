// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The closing table, and the verdict. */
final class Report {
    private static final String ROW = "  %-8s %8s %8s %8s %8s %10s %10s%n";

    private final List<Latencies> stampede = new ArrayList<>();
    private final List<Latencies> all = new ArrayList<>();

    /** Takes what each JVM measured in the stampede. */
    void stampede(List<String> answers) {
        answers.forEach(answer -> stampede.add(Latencies.parse(answer)));
        all.addAll(stampede);
    }

    /** Takes what each JVM measured in the traffic after it. */
    void traffic(List<String> answers) {
        for (int i = 0; i < answers.size(); i++) {
            all.set(i, all.get(i).and(Latencies.parse(answers.get(i))));
        }
    }

    /** Prints all, and returns whether the stampede's key was loaded once. */
    boolean print(Console console, List<NodeProcess> nodes, ZoneDatabase database, String zone, String language)
            throws IOException, InterruptedException, SQLException {
        console.line("");
        console.line(ROW.formatted("", "asked", "hits", "waited", "loads", "p50 ms", "p99 ms")
                .stripTrailing());
        Counts sum = new Counts(0, 0, 0);
        for (int i = 0; i < nodes.size(); i++) {
            NodeProcess node = nodes.get(i);
            node.tell("stats");
            Counts counts = Counts.parse(node.answer());
            sum = sum.and(counts);
            console.line(row(node.name(), all.get(i), counts));
        }
        console.line(row("together", all.stream().reduce(Latencies::and).orElseThrow(), sum));
        console.line("");
        console.line("The database was asked %d times for %d different things; one of them was changed meanwhile."
                .formatted(database.loads(), database.questions()));
        return verdict(console, database.loads(zone, language), zone);
    }

    private boolean verdict(Console console, int loads, String zone) {
        Latencies together = stampede.stream().reduce(Latencies::and).orElseThrow();
        console.line("Stampede: %d JVMs asked for %s %d times at once; slowest answer %.0f ms."
                .formatted(stampede.size(), zone, together.count(), together.percentile(1)));
        console.line(
                loads == 1
                        ? "The stampede key was loaded once over all JVMs, as counted by the database."
                        : "WRONG: the stampede key was loaded " + loads + " times, as counted by the database.");
        return loads == 1;
    }

    private static String row(String name, Latencies took, Counts counts) {
        return ROW.formatted(
                        name,
                        took.count(),
                        counts.hits(),
                        counts.waits(),
                        counts.loads(),
                        "%.2f".formatted(took.percentile(0.5)),
                        "%.2f".formatted(took.percentile(0.99)))
                .stripTrailing();
    }
}
