// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Return types × null × failures × transactions × scopes: each comes back as it was, and is loaded as often as it must be. */
class ReturnTypesTest {
    private static void show(Map<String, List<String>> results, String container) {
        int right = results.get(ReturnTypes.PASSED).size();
        int unstored = results.get(ReturnTypes.UNSTORED).size();
        List<String> wrong = results.get(ReturnTypes.WRONG);
        assertThat(wrong.stream().limit(20))
                .as(wrong.size() + " are wrong, such as")
                .isEmpty();
        Show.exactly(
                "return-types",
                right,
                right + wrong.size(),
                "combinations passed on " + container + ", of " + (right + wrong.size()));
        Show.exactly(
                "return-types",
                unstored,
                unstored + wrong.size(),
                "more, of types that the serializer cannot restore, loaded each time and passed on " + container);
    }

    @Test
    void weld() throws Exception {
        show(new ReturnTypes().call(), "Weld SE");
    }

    @Test
    void openWebBeans() throws Exception {
        show(OtherContainer.call(ReturnTypes.class), "OpenWebBeans SE");
    }
}
