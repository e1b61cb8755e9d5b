// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that are called with fewer elements than they were asked for, on two containers. */
class ElementCallsTest {
    private static final List<String> EXPECTED = List.of(
            "asked for 2",
            "asked for [3, 1] because of a list",
            "again",
            "asked for [3, 1] because of a list",
            "{3=post 3, 2=post 2, 1=post 1}",
            "asked for [4] because of a set",
            "again",
            "asked for [4] because of a set",
            "{4=post 4}",
            "asked for [5, -1]",
            "[post 4, post 5, null, post 5, post 1]",
            "[saved]",
            "{}");

    @Test
    void weld() throws Exception {
        assertThat(new ElementCalls().call()).isEqualTo(EXPECTED);
    }

    @Test
    void openWebBeans() throws Exception {
        assertThat(OtherContainer.call(ElementCalls.class)).isEqualTo(EXPECTED);
    }
}
