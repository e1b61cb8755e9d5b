// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What promtool is to play: a healthy hour and a quarter of an hour after it. Of each there are two expositions, a minute apart;
 * counters go on as they grew between the two, and so does what else grows.
 */
final class AlertScript {
    private static final int HEALTHY = 60;
    private static final int AFTER = 15;

    private final Exposition[] hour;
    private final Exposition[] after;

    AlertScript(Exposition[] hour, Exposition[] after) {
        this.hour = hour;
        this.after = after;
    }

    /** Returns the script, in which {@code alert} is to fire at the end, beside those of {@code others} at the most. */
    String text(List<Path> rules, String alert, Set<String> others) {
        List<String> lines = new ArrayList<>(List.of("rule_files:"));
        rules.forEach(file -> lines.add("  - " + file.toAbsolutePath()));
        lines.addAll(List.of("evaluation_interval: 1m", "tests:", "  - interval: 1m", "    input_series:"));
        Set<String> all = new TreeSet<>(hour[1].values().keySet());
        all.addAll(after[1].values().keySet());
        all.forEach(series -> {
            lines.add("      - series: '" + labelled(series) + "'");
            lines.add("        values: '" + values(series) + "'");
        });
        String unexpected = others.isEmpty() ? "" : ", alertname!~\"" + String.join("|", others) + "\"";
        lines.addAll(List.of(
                "    promql_expr_test:",
                "      - expr: 'count(ALERTS{alertstate=\"firing\"})'",
                "        eval_time: " + HEALTHY + "m",
                "        exp_samples: []",
                "      - expr: 'count by (alertname) (ALERTS{alertstate=\"firing\"" + unexpected + "})'",
                "        eval_time: " + (HEALTHY + AFTER) + "m",
                "        exp_samples:",
                "          - labels: '{alertname=\"" + alert + "\"}'",
                "            value: 1"));
        return String.join("\n", lines) + "\n";
    }

    private static String labelled(String series) {
        String own = "job=\"app\", instance=\"node\"";
        return series.endsWith("}")
                ? series.substring(0, series.length() - 1) + ", " + own + "}"
                : series + "{" + own + "}";
    }

    private String values(String series) {
        boolean counts =
                hour[1].counters().contains(series) || after[1].counters().contains(series);
        double step = counts ? hour[1].value(series) - hour[0].value(series) : 0;
        double first = hour[1].value(series);
        double grown = after[1].value(series) - after[0].value(series);
        double slope = counts || grown > 0 && isWhole(grown) ? grown : 0;
        double then = counts ? first + step * HEALTHY + slope : after[1].value(series);
        return number(first) + signed(step) + "x" + HEALTHY + " " + number(then) + signed(slope) + "x" + (AFTER - 1);
    }

    /** Times change from minute to minute; what is counted grows. */
    private static boolean isWhole(double value) {
        return value == Math.rint(value);
    }

    private static String signed(double value) {
        return (value < 0 ? "-" : "+") + number(Math.abs(value));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? "Inf" : String.valueOf(value);
    }
}
