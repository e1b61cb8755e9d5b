// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParsersTest {
    @Test
    void namesOfClasses_areReadAfterCommas() {
        assertThat(Parsers.classNames("")).isEmpty();
        assertThat(Parsers.classNames("com.acme.Audited , com.acme.Guard"))
                .containsExactlyInAnyOrder("com.acme.Audited", "com.acme.Guard");
    }

    @Test
    void whatIsNoNameOfAClass_isRefusedWithARemedy() {
        assertThatThrownBy(() -> Parsers.classNames("com.acme.Audited, not a class"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'not a class' is no name of a class; write names with their packages");
    }

    @Test
    void shareThatIsNone_isRefusedWithARemedy() {
        for (String text : new String[] {"much", "0", "1", "NaN"}) {
            assertThatThrownBy(() -> Parsers.shareBetween(0, 1).apply(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a share above 0.0 and below 1.0; write for example 0.8");
        }
        assertThat(Parsers.shareBetween(0, 1).apply("0.8")).isEqualTo(0.8);
    }
}
