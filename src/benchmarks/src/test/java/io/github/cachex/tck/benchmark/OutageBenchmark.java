// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.benchmark;

import io.github.cachex.testkit.Show;
import io.github.cachex.tck.outage.Patient;
import io.github.cachex.tck.outage.Sickness;
import io.github.cachex.tck.redis.Link;
import io.github.cachex.tck.redis.OverRedis;
import io.github.cachex.testkit.Elapsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How slow an annotated method with a loader of 1 ms is while the breaker is open. */
class OutageBenchmark extends OverRedis {
    private static final int CALLS = 200;
    private static final int KEYS = 20;
    private static final int ROUNDS = 5;
    /** In ms. */
    private static final double QUICK = 5;

    @ParameterizedTest
    @EnumSource(
            value = Sickness.class,
            names = {"REFUSED", "HUNG", "SLOW", "DRIP", "LOADING"})
    void openBreaker_answersAtOnce(Sickness sickness) {
        Link link = link();
        try (Patient patient = Patient.start(Map.of("cachex.prefix", "tck", "cachex.backend.redis.uri", link.uri()))) {
            round(patient);
            sickness.begin(link, redis());
            try {
                int[] cold = {1000};
                Awaitility.await("the breaker opens").until(() -> {
                    patient.answers().of(cold[0]++);
                    return patient.isOpen();
                });
                List<Elapsed> times = round(patient);
                // What else the machine does holds up this or that call of a round, and rarely of each.
                for (int i = 1; i < ROUNDS && Millis.percentile(times, 99) > QUICK; i++) {
                    times = round(patient);
                }
                String name = "outage " + sickness;
                Show.atMost(
                        name, Millis.percentile(times, 50), QUICK, "ms p50 of " + CALLS + " calls, the breaker open");
                Show.atMost(name, Millis.percentile(times, 99), QUICK, "ms p99 of them");
            } finally {
                sickness.end(link, redis());
            }
        }
    }

    private static List<Elapsed> round(Patient patient) {
        List<Elapsed> times = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Elapsed elapsed = Elapsed.start();
            patient.answers().of(i % KEYS);
            times.add(elapsed.stop());
        }
        return times;
    }
}
