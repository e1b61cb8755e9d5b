// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table of the keys in Redis, as the documents have it. */
final class KeyTable {
    private static final Path PAGE = Path.of("..", "src", "docs", "redis.md");
    private static final String HEAD = "| key | type |";

    /**
     * A row of it.
     *
     * @param pattern what its keys look like
     * @param mayStay whether some of its keys never end
     * @param mostBytes the most bytes that are said; empty where a setting says so
     */
    record Row(String key, Pattern pattern, String type, boolean mayStay, Optional<Long> mostBytes) {}

    private KeyTable() {}

    /** Returns the rows, for keys of {@code namespace}. */
    static List<Row> of(String namespace) {
        List<Row> rows = new ArrayList<>();
        boolean within = false;
        for (String line : lines()) {
            within = line.startsWith(HEAD) || within && line.startsWith("|");
            if (within && line.startsWith("| `")) {
                String[] cells = line.substring(2).split(" \\| ");
                rows.add(row(namespace, cells));
            }
        }
        return rows;
    }

    private static Row row(String namespace, String[] cells) {
        String key = cells[0].replace("`", "");
        String[] around = key.replace("prefix:version", namespace).split("cache:id|cache", 2);
        String inner = key.contains("cache:id") ? "[^{}:]+:.+" : "[^{}:]+";
        Pattern pattern = Pattern.compile(Pattern.quote(around[0]) + inner + Pattern.quote(around[1]));
        String bytes = cells[4].replace(",", "");
        Optional<Long> most = bytes.matches("[0-9]+") ? Optional.of(Long.parseLong(bytes)) : Optional.empty();
        return new Row(key, pattern, cells[1], cells[3].contains("never"), most);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
