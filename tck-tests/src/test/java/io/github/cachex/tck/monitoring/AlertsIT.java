// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.monitoring;

import io.github.cachex.CacheHandler;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each alert in its outage and in a healthy hour, by Prometheus itself over what the exporters write in both. */
class AlertsIT extends OverRedis {
    private static int tried;
    private static int fired;

    @TempDir
    private Path folder;

    @AfterAll
    static void show() {
        Show.exactly(
                "alerts",
                fired,
                tried,
                "alerts that fired in their outage and not in the hour before, of " + Outage.values().length
                        + " outages as each exporter writes them");
    }

    @Test
    void rules_areRight() throws Exception {
        Promtool.run("check", "rules", Promtool.RULES.toString(), Promtool.ALERTS.toString());
    }

    @ParameterizedTest
    @EnumSource
    void alert_firesInItsOutageAlone(Outage outage) throws Exception {
        for (Exporter exporter : Exporter.all()) {
            try (exporter;
                    Link link = Link.to(redis())) {
                check(outage, exporter, link);
            }
        }
    }

    private void check(Outage outage, Exporter exporter, Link link) throws Exception {
        tried++;
        CacheHandler.Builder builder = builder(
                link.uri(),
                "cachex.backend-budget",
                "600ms",
                "cachex.backend.redis.timeout.socket",
                "500ms",
                "cachex.breaker.slow",
                "300ms");
        try (CacheHandler cache =
                exporter.reportedBy(builder.prefix(exporter.toString())).build()) {
            Awaitility.await("the link is up").until(() -> cache.stats().linkUp());
            Outage.healthy(cache, 0);
            Exposition first = Exposition.of(exporter.exposition());
            Outage.healthy(cache, 1);
            Exposition second = Exposition.of(exporter.exposition());
            outage.begin(link, cache);
            outage.minute(cache, 2);
            Exposition third = Exposition.of(exporter.exposition());
            outage.minute(cache, 3);
            Exposition fourth = Exposition.of(exporter.exposition());
            Set<String> others = Arrays.stream(Outage.values())
                    .map(Outage::alert)
                    .filter(alert -> !alert.equals(outage.alert()) && outage.mayFire(alert))
                    .collect(Collectors.toSet());
            Path script = folder.resolve(exporter + "-" + outage + ".yml");
            Files.writeString(
                    script,
                    new AlertScript(new Exposition[] {first, second}, new Exposition[] {third, fourth})
                            .text(List.of(Promtool.RULES, Promtool.ALERTS), outage.alert(), others));
            Promtool.run("test", "rules", script.toString());
            fired++;
        }
    }
}
