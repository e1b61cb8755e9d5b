// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisPatternTest {
    @ParameterizedTest
    @CsvSource({
        "post:*, post:1, true",
        "post:*, post:, true",
        "post:*, posts:1, false",
        "*, anything, true",
        "p?st, post, true",
        "p?st, pst, false",
        "*:1, post:1, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXc, false",
        "\\*, *, true",
        "\\*, x, false",
        "\\\\, \\, true",
        "[ab], a, false",
        "[ab], [ab], true",
        "é?, é😀, true",
    })
    void glob_matchesWhatItSays(String glob, String id, boolean matches) {
        assertThat(Glob.of(glob).matches(id)).isEqualTo(matches);
    }

    @Property
    void glob_matchesAsTheSameRegularExpressionDoes(@ForAll("short") String glob, @ForAll("short") String id) {
        StringBuilder regex = new StringBuilder();
        glob.chars().forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c)));
        assertThat(Glob.of(glob).matches(id))
                .isEqualTo(Pattern.compile(regex.toString(), Pattern.DOTALL)
                        .matcher(id)
                        .matches());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab*?").ofMinLength(1).ofMaxLength(8);
    }

    @Provide("short")
    Arbitrary<String> shortTexts() {
        return texts();
    }

    @Test
    void emptyOrUnfinishedPattern_isRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Glob.of("")).hasMessageContaining("is empty; write for example post:*");
        assertThatThrownBy(() -> Glob.of("a\\")).hasMessageContaining("ends with a backslash");
    }
}
