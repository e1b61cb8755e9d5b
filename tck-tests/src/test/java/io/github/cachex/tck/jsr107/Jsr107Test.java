// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.jsr107;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.types.OtherContainer;
import io.github.cachex.testkit.Show;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSR-107's own tests of its annotations. */
class Jsr107Test {
    private static void show(List<String> results, String container) {
        assertThat(results).containsOnly(TckRun.PASSED);
        Show.exactly("jsr107", results.size(), TckRun.TESTS, "tests of JSR-107's annotations passed on " + container);
    }

    @Test
    void weld() {
        show(new AnnotationTck().call(), "Weld SE");
    }

    @Test
    void openWebBeans() throws Exception {
        show(OtherContainer.call(AnnotationTck.class), "OpenWebBeans SE");
    }
}
