// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordNameTest {
    @Test
    void plainName_staysAsItIs() {
        assertThat(RecordName.of("my-app:1:{posts:post~7}")).isEqualTo("my-app:1:{posts:post~7}");
    }

    @Test
    void whatMemcachedDoesNotTake_isEncoded() {
        assertThat(RecordName.of("a b\u0000\r\n%#\u00e9\u007f")).isEqualTo("a%20b%00%0D%0A%25%23%C3%A9%7F");
    }

    @Test
    void longName_isHashedBehindItsHead() {
        String name = "my-app:1:{posts:" + "x".repeat(1_000) + "}";
        assertThat(RecordName.of(name))
                .hasSize(250)
                .startsWith("my-app:1:{posts:xxx")
                .contains("#");
        assertThat(RecordName.of("x".repeat(250))).isEqualTo("x".repeat(250));
        assertThat(RecordName.of("x".repeat(251))).hasSize(250).isNotEqualTo(RecordName.of("x".repeat(252)));
    }

    @Test
    void differentNames_stayDifferent() {
        String hashed = RecordName.of("y".repeat(300));
        List<String> names = List.of(
                "a",
                "a ",
                " a",
                "a%20",
                "a%2520",
                "A",
                "a#",
                "%23",
                "#",
                "y".repeat(300),
                "y".repeat(299) + "z",
                hashed);
        Set<String> made = new HashSet<>();
        names.forEach(name -> assertThat(made.add(RecordName.of(name))).as(name).isTrue());
        assertThat(made).doesNotContain(Greeting.RUN);
        assertThat(RecordName.of(Greeting.RUN)).isNotEqualTo(Greeting.RUN);
    }
}
