// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.generated.Titles.Search;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TitlesTest {
    @Test
    void otherArguments_areOtherKeys() throws Exception {
        try (Deployment deployment = Deployment.of(Titles.class)) {
            Titles titles = deployment.get(Titles.class);
            assertThat(titles.matching(new Search("", true), 9)).containsExactly("First", "Second");
            assertThat(titles.matching(new Search("", true), 9)).containsExactly("First", "Second");
            assertThat(titles.matching(new Search("", false), 9)).hasSize(3);
            assertThat(titles.matching(new Search("", true), 1)).hasSize(1);
            assertThat(deployment.reads()).isEqualTo(3);
        }
    }

    @Test
    void unmarkedArgument_takesNoPart() throws Exception {
        try (Deployment deployment = Deployment.of(Titles.class)) {
            Titles titles = deployment.get(Titles.class);
            List<String> log = new ArrayList<>();
            titles.watched(new Search("First", true), log::add);
            titles.watched(new Search("First", true), line -> {});
            assertThat(log).containsExactly("searching First");
            assertThat(deployment.reads()).isEqualTo(1);
        }
    }
}
