// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configured texts of any length: each is a mistake of its own, said shortly, on one line. */
class LongValuesTest {
    private static final int MANY = 20_000;

    private static List<String> problems(String value) {
        List<String> texts = new ArrayList<>();
        Stream.concat(Settings.GLOBAL.stream(), Settings.PER_CACHE.stream()).forEach(setting -> {
            texts.add(setting.key());
            texts.add(value);
        });
        texts.addAll(List.of("cachex.cache.posts.ttl", value, "cachex.cache.posts.group", value));
        Configuration configuration = Configuration.read(
                MapSource.of(texts.toArray(String[]::new)),
                List.of(new FakeFactory("memory"), new FakeFactory("redis")));
        configuration.cache("posts");
        return configuration.problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1", "9.", "a.", "a", ",", "a,", "1h", "PT1H", "-", "1 ", "1e", ":", "a:QUFB,", "{", "[", "$", "%41",
                "\n", "é"
            })
    void longValues_areMistakesOfTheirOwn(String part) {
        List<String> problems = problems(part.repeat(MANY) + "!");
        assertThat(problems).hasSizeGreaterThan(15).allSatisfy(problem -> {
            assertThat(problem.length()).isLessThan(4_500);
            assertThat(problem).doesNotContain("\n").contains("; ");
        });
    }

    @Test
    void valuesThatWouldForgeALine_areRendered() {
        for (String evil : List.of("\n", "\u2028", "\u2029", "\u0085", "\u202E", "\u001B[31m", "\uD800")) {
            assertThat(problems("x" + evil + "WARNING forged"))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(problem -> assertThat(problem).doesNotContain(evil));
        }
    }

    /** Each dot would be one call more on the stack. */
    @Test
    void nameOfManyParts_isAName() {
        String name = "a" + ".a".repeat(MANY);
        assertThat(Parsers.classNames(name + "," + name + "b")).hasSize(2);
    }
}
