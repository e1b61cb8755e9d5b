// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.listener.mpmetrics;

import io.smallrye.metrics.MetricsRequestHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What SmallRye answers under {@code /metrics}: series with their tags, and their values. */
record Exported(Map<String, Double> series) {
    private static final Pattern LINE = Pattern.compile("^(cachex_[a-z0-9_]+)\\{([^}]*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SCOPE = Pattern.compile("mp_scope=\"[^\"]*\",?");

    static Exported now() throws IOException {
        AtomicReference<String> answer = new AtomicReference<>("");
        new MetricsRequestHandler()
                .handleRequest(
                        "/metrics",
                        "GET",
                        Stream.of("text/plain"),
                        Map.of(),
                        (status, message, headers) -> answer.set(status + " " + message));
        Map<String, Double> series = new TreeMap<>();
        for (MatchResult line : LINE.matcher(answer.get()).results().toList()) {
            String tags = SCOPE.matcher(line.group(2)).replaceAll("");
            series.put(
                    line.group(1) + '{' + (tags.endsWith(",") ? tags.substring(0, tags.length() - 1) : tags) + '}',
                    Double.parseDouble(line.group(3)));
        }
        return new Exported(series);
    }

    Optional<Double> value(String name) {
        return Optional.ofNullable(series.get(name));
    }
}
