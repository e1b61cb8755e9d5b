// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.error.CacheConfigurationException;
import org.junit.jupiter.api.Test;

class PatientsTest {
    private static final String KEYS = "2026a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @Test
    void record_isFoundAgain() {
        try (CacheHandler patients = Patients.open(KEYS)) {
            assertThat(Patients.record(patients, 7)).isEqualTo("record of patient 7");
            assertThat(Patients.record(patients, 7)).isEqualTo("record of patient 7");
            assertThat(patients.stats().loads()).isEqualTo(1);
        }
    }

    @Test
    void keyThatIsNone_isToldWithoutShowingIt() {
        assertThatThrownBy(() -> Patients.open("2026a:tooShort"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.encryption.keys=***")
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("tooShort");
    }
}
