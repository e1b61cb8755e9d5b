// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.features.Deployment;
import org.junit.jupiter.api.Test;

class EditionKeysTest {
    @Test
    void otherEdition_hasItsOwnEntries() {
        try (Deployment deployment = Deployment.of(EditionKeys.class, Greetings.class)) {
            Greetings greetings = deployment.get(Greetings.class);
            String first = greetings.greet("Ann");
            assertThat(greetings.greet("Ann")).isEqualTo(first);
            deployment.get(EditionKeys.class).switchTo("evening");
            assertThat(greetings.greet("Ann")).isNotEqualTo(first);
        }
    }
}
