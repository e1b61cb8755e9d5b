// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No switch of the models is forgotten. */
class BugTest {
    @Test
    void switchesOfTheModels_areTheBugs() throws Exception {
        assertThat(Promela.switches())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Bug.values()).map(Bug::name).toList());
    }

    @Test
    void bugs_areReplayed() {
        assertThat(Replay.all()).containsOnlyKeys(Bug.values());
    }

    @Test
    void readme_namesBugPromiseAndReplay() throws Exception {
        String readme = Promela.readme();
        for (Map.Entry<Bug, String> replay : Replay.all().entrySet()) {
            Bug bug = replay.getKey();
            assertThat(readme)
                    .contains("| `" + bug + "` | " + bug.model() + " | P" + bug.promise() + " | `" + replay.getValue()
                            + "` |");
        }
    }
}
