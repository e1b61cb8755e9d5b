// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StripesTest {
    private static final int STRIPE = Stripes.of("posts", "1");

    @Test
    void change_isKnownToHaveComeAfterAMoment() {
        Stripes stripes = new Stripes(true);
        stripes.change("posts", "1");
        long moment = stripes.moment();
        assertThat(stripes.isChangedSince(STRIPE, moment)).isFalse();
        stripes.change("posts", "2");
        assertThat(stripes.isChangedSince(STRIPE, moment)).isFalse();
        stripes.change("posts", "1");
        assertThat(stripes.isChangedSince(STRIPE, moment)).isTrue();
        assertThat(stripes.changes(STRIPE)).isEqualTo(2);
    }

    @Test
    void withoutOrder_everythingMayHaveChanged() {
        Stripes stripes = new Stripes();
        assertThat(stripes.isChangedSince(STRIPE, stripes.moment())).isTrue();
    }
}
