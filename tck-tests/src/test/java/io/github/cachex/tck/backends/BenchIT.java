// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls cost beside the bare client of each store. Printed, since a busy machine distorts it. */
class BenchIT {
    static List<String> stores() {
        return BackendTimes.stores();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void callsBesideTheBareClient_arePrinted(String store) throws Exception {
        Map<BackendTimes.Call, BackendTimes.Times> all = BackendTimes.measure(store, Rounds.of(20, 100));
        all.forEach((call, times) -> Show.figure(
                "bench " + store + " " + call.name().toLowerCase(Locale.ROOT),
                Elapsed.medianOf(times.ours()) + ", by the bare client " + Elapsed.medianOf(times.bare())
                        + ", medians of " + BackendTimes.AT_ONCE + " calls"));
    }
}
