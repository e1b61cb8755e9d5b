// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.cachex.benchmark.Line;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Prints what was measured line by line, beside the targets, and writes it to {@code target/bench} as JSON and as tables. */
class SummaryBenchmark {
    private static final String OURS = "Cachex";
    private static final Path FOLDER = Path.of("target", "bench");

    /** What one contestant reached in a line. */
    private record Result(Line line, String contestant, double ratio, double error, double floorNanos) {
        static Result of(JsonNode json) {
            return new Result(
                    Line.valueOf(json.get("line").asText()),
                    json.get("contestant").asText(),
                    json.get("ratio").asDouble(),
                    json.get("error").asDouble(),
                    json.get("floorNanos").asDouble());
        }

        String text() {
            return String.format(Locale.ROOT, "%.2f ± %.2f", ratio, error);
        }
    }

    @Test
    void lines_arePrinted() throws IOException {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (Path file : files()) {
            new ObjectMapper().readTree(file.toFile()).forEach(all::add);
        }
        Assumptions.assumeFalse(all.isEmpty(), "nothing was measured");
        List<Result> results = new ArrayList<>();
        all.forEach(json -> results.add(Result.of(json)));
        List<String> table = new ArrayList<>(List.of(
                "measured on " + LocalDate.now(),
                "",
                "| line | floor | Cachex | target | peers |",
                "|---|---|---|---|---|"));
        for (Line line : Line.values()) {
            show(line, results.stream().filter(result -> result.line() == line).toList(), table);
        }
        Files.createDirectories(FOLDER);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(FOLDER.resolve("benchmarks.json").toFile(), all);
        Files.write(FOLDER.resolve("benchmarks.md"), table);
    }

    private static void show(Line line, List<Result> results, List<String> table) {
        List<Result> peers = results.stream()
                .filter(result -> !result.contestant().equals(OURS))
                .sorted(Comparator.comparing(
                        Result::ratio, (one, other) -> one.equals(other) ? 0 : line.isBetter(one, other) ? -1 : 1))
                .toList();
        for (Result ours : results) {
            if (ours.contestant().equals(OURS)) {
                String best = peers.isEmpty() ? "none" : named(peers.get(0));
                double target = line.target() > 0 || peers.isEmpty()
                        ? line.target()
                        : peers.get(0).ratio();
                String wanted = String.format(Locale.ROOT, "%.2f", target);
                Show.figure(
                        "bench " + line.label(), "ratio " + ours.text() + ", target " + wanted + ", best peer " + best);
                table.add("| " + line.label() + " | " + line.floor() + ", "
                        + String.format(Locale.ROOT, "%,.0f ns", ours.floorNanos()) + " | " + ours.text() + " | "
                        + wanted + " | "
                        + String.join(
                                " · ",
                                peers.stream().map(SummaryBenchmark::named).toList()) + " |");
            }
        }
    }

    private static String named(Result peer) {
        return peer.contestant() + " " + peer.text();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(".."), 4)) {
            return files.filter(path -> path.toString().contains("target/bench/"))
                    .filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !path.endsWith("benchmarks.json"))
                    .sorted()
                    .toList();
        }
    }
}
