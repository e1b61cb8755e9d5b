// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus is answered: the series of Cachex. */
record Exposition(List<Line> lines) {
    private static final Pattern LINE =
            Pattern.compile("^(cachex_[a-z0-9_]+)\\{([^}]*)}[ \\t]+(\\S+)", Pattern.MULTILINE);

    /** One series: its tags as they are written, and its value. */
    record Line(String name, String tags, double value) {
        boolean has(String tag, String value) {
            return tags.contains(tag + "=\"" + value + '"');
        }
    }

    static Exposition of(String text) {
        return new Exposition(LINE.matcher(text)
                .results()
                .map(found -> new Line(found.group(1), found.group(2), Double.parseDouble(found.group(3))))
                .toList());
    }

    /** Returns the names of the series of {@code cache}. */
    Set<String> names(String cache) {
        return lines.stream()
                .filter(line -> line.has("cache", cache))
                .map(Line::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the sum of the series {@code name} of {@code cache} that have one of {@code results}, or any where there is none. */
    double sum(String name, String cache, String... results) {
        return lines.stream()
                .filter(line -> line.name().equals(name) && line.has("cache", cache))
                .filter(line ->
                        results.length == 0 || List.of(results).stream().anyMatch(result -> line.has("result", result)))
                .mapToDouble(Line::value)
                .sum();
    }
}
