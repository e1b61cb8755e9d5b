// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonContentTest {
    @Property
    void anyOrder_isTheSame(@ForAll List<String> texts) {
        List<String> backwards = new java.util.ArrayList<>(texts);
        java.util.Collections.reverse(backwards);

        assertThat(JsonContent.same(Map.of("a", texts), Map.of("a", backwards))).isTrue();
    }

    @Property
    void otherTexts_areNotTheSame(@ForAll List<String> one, @ForAll List<String> other) {
        List<String> sortedOne = one.stream().sorted().toList();
        List<String> sortedOther = other.stream().sorted().toList();

        assertThat(JsonContent.same(one, other)).isEqualTo(sortedOne.equals(sortedOther));
    }

    @Test
    void otherTypes_areNotTheSame() {
        assertThat(JsonContent.same("1", 1)).isFalse();
        assertThat(JsonContent.same(null, "null")).isFalse();
        assertThat(JsonContent.same(List.of("a", "b"), List.of("a, b"))).isFalse();
        assertThat(JsonContent.same(Arrays.asList("a", null), Arrays.asList(null, "a")))
                .isTrue();
    }

    @Test
    void differing_namesWhatIsMissingOrOther() {
        assertThat(JsonContent.differing(Map.of("a", 1, "b", 2, "c", 3), Map.of("a", 1, "b", 3)))
                .isEqualTo("'b', 'c'");
    }
}
