// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cdi.bootstrap.EngineOwner;
import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.faults.Trap.Thrown;
import io.github.cachex.testkit.Show;
import jakarta.enterprise.inject.se.SeContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a warm-up throws, and whenever, the application starts and the others are warmed. */
class WarmThrowablesTest {
    @Test
    void anythingThrownByWarmUps_leavesTheOthersWarm() {
        List<String> wrong = new ArrayList<>();
        int without = 0;
        for (Thrown thrown : Thrown.values()) {
            WarmedBeans.set(thrown);
            Map<String, String> settings = new HashMap<>(Store.PATIENT);
            settings.put("cachex.backend.type", "memory");
            // The start waits for all.
            settings.put("cachex.warm.wait", "2m");
            try (Said said = new Said();
                    SeContainer container = Deployment.start(settings, WarmedBeans.ALL)) {
                TreeSet<String> missing = new TreeSet<>(WarmedBeans.EXPECTED);
                missing.removeAll(WarmedBeans.loaded());
                without += missing.size();
                missing.forEach(text -> wrong.add(thrown + ": not warmed: " + text));
                for (Class<?> bean : WarmedBeans.THROWING) {
                    if (said.warnings(bean.getName()).isEmpty()) {
                        wrong.add(thrown + ": nothing is said of " + bean.getName());
                    }
                }
                said.twice().forEach(line -> wrong.add(thrown + ": said twice: " + line));
                Object answer = container
                        .select(EngineOwner.class)
                        .get()
                        .cache("warm")
                        .typed(String.class)
                        .fetch("sound 1", () -> "loaded again");
                if (!answer.equals("sound 1")) {
                    wrong.add(thrown + ": " + answer);
                }
            } finally {
                var unused = Thread.interrupted();
            }
        }
        assertThat(wrong).isEmpty();
        Show.exactly("throwables", without, 0, "entries left cold beside warm-ups that throw, in 5 applications");
    }
}
