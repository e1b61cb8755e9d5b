// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an exporter wrote at one time: each series with its value, and those of them that only grow. */
record Exposition(Map<String, Double> values, Set<String> counters) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)");

    static Exposition of(String text) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        Set<String> counters = new HashSet<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                String name = sample.group(1);
                String series = name + (sample.group(2) == null ? "" : sample.group(2));
                values.put(series, Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
                if (!"gauge".equals(types.get(name))) {
                    counters.add(series);
                }
            }
        });
        return new Exposition(values, counters);
    }

    double value(String series) {
        return values.getOrDefault(series, 0.0);
    }
}
