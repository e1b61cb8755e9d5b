// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisPatternTest {
    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab*?\\[é").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings().withChars("ab*?\\[é").ofMaxLength(6);
    }

    /** Against the JDK's own matcher. */
    @Property
    void anyGlob_matchesAsItsExpressionDoes(@ForAll("globs") String glob, @ForAll("ids") String id) {
        assertThat(new RedisPattern(glob).matches(id))
                .isEqualTo(expression(glob).matcher(id).matches());
    }

    private static Pattern expression(String glob) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                expression.append(Pattern.quote(glob.substring(++i, i + 1)));
            } else {
                expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    @ParameterizedTest
    @CsvSource({
        "a*b?c, h\\[:aa*c}",
        "*, h\\[:a*}",
        "abc, h\\[:aabc}",
        "'', h\\[:a}",
        "\\*, h\\[:a\\*}",
        "?, h\\[:a*}",
        "[a]*, h\\[:a\\[a\\]*}",
        "a\\, h\\[:aa\\\\}"
    })
    void pattern_asksForHeadAndTail(String glob, String pattern) {
        assertThat(new String(new RedisPattern(glob).pattern("h[:a", "}"), StandardCharsets.UTF_8))
                .isEqualTo(pattern);
    }
}
