// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.quarkus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArticlesTest {
    @Inject
    Articles articles;

    @Test
    void methodOfSeveral_isCalledWithWhatIsMissing() {
        int tea = articles.number("tea");
        Map<String, Integer> numbers = articles.numbers(List.of("tea", "milk"));
        assertEquals(Map.of("tea", tea, "milk", tea + 1), numbers);
        assertEquals(tea + 1, articles.number("milk"));
        assertEquals(numbers, articles.numbers(List.of("milk", "tea")));
    }
}
