// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.types.OtherContainer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookedUpCachesTest {
    private static List<String> found(String byCode) {
        return List.of(
                "any: default",
                "any: default",
                "selected: posts",
                "by code: " + byCode,
                "by code, unnamed: default",
                "names: [posts]",
                "stored: 1",
                "opened posts",
                "closed posts");
    }

    @Test
    void weld_findsThem() {
        assertThat(new LookedUpCaches().call()).isEqualTo(found("posts"));
    }

    /** It does not say which name was selected by code alone: another cache than that one would be worse than none. */
    @Test
    void openWebBeans_findsThem() throws Exception {
        assertThat(OtherContainer.call(LookedUpCaches.class))
                .isEqualTo(
                        found("this container does not tell the name of a cache that is selected without an injection"
                                + " point; inject Caches, and write caches.cache(\"…\")"));
    }
}
