// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyVersionsTest {
    private static final int STRIPE = KeyVersions.of("posts", "1");

    @Test
    void change_isKnownToHaveComeAfterAMoment() {
        KeyVersions versions = new KeyVersions(true);
        versions.change("posts", "1");
        long moment = versions.moment();
        assertThat(versions.isChangedSince(STRIPE, moment)).isFalse();
        versions.change("posts", "2");
        assertThat(versions.isChangedSince(STRIPE, moment)).isFalse();
        versions.change("posts", "1");
        assertThat(versions.isChangedSince(STRIPE, moment)).isTrue();
        assertThat(versions.changes(STRIPE)).isEqualTo(2);
    }

    @Test
    void withoutOrder_everythingMayHaveChanged() {
        KeyVersions versions = new KeyVersions();
        assertThat(versions.isChangedSince(STRIPE, versions.moment())).isTrue();
    }
}
