// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The table of trips of the page of the backends.
 *
 * @param rows its lines, the head first
 */
record CostTable(List<List<String>> rows) {
    private static final Path PAGE = Path.of("../src/docs/backends.md");

    static CostTable read() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        return new CostTable(lines.stream()
                .dropWhile(line -> !line.startsWith("| trips of "))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList());
    }

    /** Returns how many trips an {@code operation} takes by the page. */
    int trips(String operation, SharedStore.Kind kind) {
        int column = rows.get(0).indexOf(kind.toString());
        return rows.stream()
                .filter(row -> row.get(0).equals(operation))
                .map(row -> Integer.parseInt(row.get(column)))
                .findFirst()
                .orElseThrow();
    }
}
