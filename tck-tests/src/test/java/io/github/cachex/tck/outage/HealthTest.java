// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.Monitored;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check of health answers, and that it asks nobody for it. */
class HealthTest extends OverRedis {
    @Test
    void wellRedis_isAskedNothingByAnyCheck() throws Exception {
        try (HealthChecks checks = HealthChecks.over(redis().uri(), true);
                Monitored monitored = Monitored.on(redis())) {
            monitored.take();
            HealthChecks.Series series = checks.series();
            long commands = monitored.take().stream()
                    .filter(command -> !command.name().equals("ping"))
                    .count();
            Show.exactly("health", commands, 0, "Redis commands of " + HealthChecks.CALLS + " checks");
            show(series, "well", "UP, breaker closed");
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, false", "REFUSED, true", "HUNG, false", "HUNG, true"})
    void sickRedis_isAskedNothing_andMakesNotReadyWhereThatIsAskedFor(Sickness sickness, boolean decidesReadiness) {
        Link link = link();
        try (HealthChecks checks = HealthChecks.over(link.uri(), decidesReadiness)) {
            sickness.begin(link, redis());
            try {
                checks.awaitSick();
                show(
                        checks.series(),
                        sickness + (decidesReadiness ? ", which decides readiness" : ""),
                        (decidesReadiness ? "DOWN" : "UP") + ", breaker open");
            } finally {
                sickness.end(link, redis());
            }
        }
    }

    private static void show(HealthChecks.Series series, String state, String answer) {
        Show.exactly(
                "health",
                series.backendCalls(),
                0,
                "calls of the backend by " + HealthChecks.CALLS + " checks, Redis " + state);
        assertThat(series.answers()).containsExactly(answer);
        Show.figure("health", series.p99(), "p99 of " + HealthChecks.CALLS + " checks, Redis " + state + ": " + answer);
    }
}
