// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.types.OtherContainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriedAnnotationsTest {
    private static final List<String> CACHED = List.of("post 1", "post 1", "post 1", "often 2", "title 1", "title 1");

    @Test
    void weld_goesByThem() {
        assertThat(new CarriedAnnotations().call()).isEqualTo(CACHED);
    }

    @Test
    void openWebBeans_goesByThem() throws Exception {
        assertThat(OtherContainer.call(CarriedAnnotations.class)).isEqualTo(CACHED);
    }
}
