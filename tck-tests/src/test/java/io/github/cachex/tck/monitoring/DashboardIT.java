// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheMetric;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.Show;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the dashboard and the rules ask for is there, whichever exporter an application has. */
class DashboardIT extends OverRedis {
    private static final Path DASHBOARD = Path.of("..", "src", "docs", "monitoring", "cachex-dashboard.json");
    private static final Pattern PANEL = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$(job|instance|cache)\\b");
    private static final Pattern RULE = Pattern.compile("^ +- record: (\\S+)$", Pattern.MULTILINE);
    private static final Pattern FIGURE = Pattern.compile("cachex:\\w+(?::\\w+)?");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private static Set<String> found(Pattern pattern, Path file) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount() == 0 ? 0 : 1));
        }
        return found;
    }

    @Test
    void everyFigure_hasARule() throws Exception {
        assertThat(found(RULE, Promtool.RULES))
                .containsAll(CacheMetric.ALL.stream()
                        .map(metric -> metric.name().replaceFirst("\\.", ":").replace('.', '_'))
                        .toList());
    }

    @Test
    void dashboardAndAlerts_standOnTheRulesAlone() throws Exception {
        Set<String> rules = found(RULE, Promtool.RULES);
        assertThat(rules).containsAll(found(FIGURE, Promtool.ALERTS)).containsAll(found(FIGURE, DASHBOARD));
        assertThat(Files.readString(DASHBOARD) + Files.readString(Promtool.ALERTS))
                .doesNotContainPattern("(?<![:\\w])(cachex|cache)_\\w+");
    }

    @Test
    void everyExpression_returnsASeries() throws Exception {
        Set<String> expressions = new LinkedHashSet<>(found(RULE, Promtool.RULES));
        for (String panel : found(PANEL, DASHBOARD)) {
            expressions.add(VARIABLE.matcher(panel.replace("\\\"", "\"")).replaceAll(".*"));
        }
        List<Exporter> exporters = Exporter.all();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(exporters.size());
        List<Future<?>> callers = new ArrayList<>();
        try (Prometheus prometheus = Prometheus.over(folder, exporters)) {
            for (Exporter exporter : exporters) {
                callers.add(threads.submit(() -> call(exporter, over)));
            }
            for (String expression : expressions) {
                Awaitility.await(expression)
                        .atMost(PATIENCE)
                        .until(() -> prometheus.jobsWith(withJobs(expression)).size() == exporters.size());
            }
            Show.figure(
                    "dashboard",
                    expressions.size() + " of " + expressions.size()
                            + " expressions of the dashboard and the rules have series from each exporter");
        } finally {
            over.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
            threads.shutdown();
            exporters.forEach(Exporter::close);
        }
    }

    /** Sums over everything by the job as well: each exporter is one. */
    private static String withJobs(String expression) {
        return expression.replaceAll("\\bby \\(", "by (job, ");
    }

    /** One cache in Redis and one in memory, of which some figures are known that Redis does not tell. */
    private void call(Exporter exporter, AtomicBoolean over) {
        try (CacheHandler shared = exporter.reportedBy(builder(redis().uri())).build();
                CacheHandler local = exporter.reportedBy(CacheHandler.builder().name("local"))
                        .build()) {
            for (int round = 0; !over.get(); round++) {
                Outage.healthy(shared, round);
                local.fetch(CacheKey.of("round " + round, String.class), () -> "value");
                shared.invalidate("call 1");
                Pause.millis(50);
            }
        }
    }
}
