// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.tck.outage.HealthChecks;
import io.github.cachex.tck.outage.Sickness;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Show;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a check of health takes while Redis is sick. */
class HealthBenchmark extends OverRedis {
    /** In ms. */
    private static final double LIMIT = 100;

    @ParameterizedTest
    @EnumSource(
            value = Sickness.class,
            names = {"REFUSED", "HUNG"})
    void check_answersAtOnce(Sickness sickness) {
        Link link = link();
        try (HealthChecks checks = HealthChecks.over(link.uri(), true)) {
            sickness.begin(link, redis());
            try {
                checks.awaitSick();
                Show.atMost(
                        "health",
                        Millis.percentile(checks.series().times(), 99),
                        LIMIT,
                        "ms p99 of " + HealthChecks.CALLS + " checks, Redis " + sickness);
            } finally {
                sickness.end(link, redis());
            }
        }
    }
}
