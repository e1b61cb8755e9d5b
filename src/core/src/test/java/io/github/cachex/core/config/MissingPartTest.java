// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MissingPartTest {
    private static final String NONE_OF = "no such serializer is on the class path, which has ";

    @Test
    void nameNearOneThatIsThere_offersIt() {
        assertThat(MissingPart.BACKEND.problem("memroy", List.of("redis", "memory")))
                .isEqualTo("no such backend is on the class path, which has memory, redis; did you mean memory?");
        assertThat(MissingPart.SERIALIZER.problem("json", List.of("jsonb")))
                .isEqualTo(NONE_OF + "jsonb; did you mean jsonb?");
    }

    @Test
    void nameOfOneThatIsNotThere_saysWhatBringsIt() {
        assertThat(MissingPart.SERIALIZER.problem("jackson", List.of("jsonb")))
                .isEqualTo(NONE_OF + "jsonb; add the dependency io.github.cachex:cachex-serializer-jackson");
        assertThat(MissingPart.SERIALIZER.problem("jakson", List.of("jsonb")))
                .isEqualTo(NONE_OF
                        + "jsonb; did you mean jackson? Then add the dependency"
                        + " io.github.cachex:cachex-serializer-jackson");
        assertThat(MissingPart.BACKEND.problem("redis", List.of()))
                .isEqualTo("no such backend is on the class path, which has none; add the dependency"
                        + " io.github.cachex:cachex-backend-redis");
    }

    @Test
    void nameFarFromAll_offersNothing() {
        assertThat(MissingPart.SERIALIZER.problem("protobuf", List.of("jsonb", "java")))
                .isEqualTo(NONE_OF + "java, jsonb; write one of these, or add the library that has it");
    }
}
