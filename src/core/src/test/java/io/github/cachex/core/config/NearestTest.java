// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Property(tries = 200)
    void oneLetterOff_isFound(
            @ForAll @AlphaChars @StringLength(min = 4, max = 20) String word, @ForAll int at, @ForAll char letter) {
        int position = Math.floorMod(at, word.length());
        String typed = word.substring(0, position) + letter + word.substring(position + 1);

        assertThat(Nearest.of(typed, List.of("entirely-other-and-much-longer", word)))
                .hasValue(word);
    }

    @Test
    void wordsThatShareNothing_areNotOffered() {
        assertThat(Nearest.of("abcdef", List.of("uvwxyz"))).isEmpty();
        assertThat(Nearest.of("abcdef", List.of())).isEmpty();
    }
}
