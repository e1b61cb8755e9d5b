// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagsTest {
    @Test
    void repeatedTags_areKeptOnceInTheirOrder() {
        assertThat(Tags.checked("b", "a", "b", "party\uD83C\uDF89")).containsExactly("b", "a", "party\uD83C\uDF89");
    }

    /** UTF-8 writes each half as the same "?", so that the tag would be another in the next JVM. */
    @Test
    void halfOfAPair_isRefused() {
        for (String half : new String[] {"party\uD83C", "\uDF89", "a\uD83Cb", "\uDF89\uD83C"}) {
            assertThatThrownBy(() -> Tags.checked(half)).hasMessageContaining("has half of a surrogate pair at ");
            assertThatThrownBy(() -> Glob.of(half + "*")).hasMessageContaining("has half of a surrogate pair at ");
        }
    }

    @Test
    void textThatNoIdHas_isNoPattern() {
        assertThatThrownBy(() -> Glob.of("post:\n*"))
                .hasMessageContaining("has a control character at 5; leave it out");
        assertThatThrownBy(() -> Glob.of("*".repeat(100_000))).hasMessageContaining("has 100000 characters, more than");
    }

    @Test
    void refusedTag_writesNoLineOfItsOwn() {
        for (String forged : new String[] {"x\r\nWARNING y", "x\u0085y\n", "x\u2028y\n", "x\u202Ey\n", " \u2029 "}) {
            assertThatThrownBy(() -> Tags.checked(forged))
                    .message()
                    .doesNotContain("\r", "\n", "\u0085", "\u2028", "\u2029", "\u202E");
        }
    }

    /** Comparing each with each would take half an hour here. */
    @Test
    void aMillionTags_areCheckedOneByOne() {
        String[] tags =
                IntStream.range(0, 1_000_000).mapToObj(i -> "product:" + i).toArray(String[]::new);
        assertThat(Tags.checked(tags)).hasSize(1_000_000);
    }
}
