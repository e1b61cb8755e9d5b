// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasStore;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What records look like in the table. */
class ItemTest {
    @Test
    void shortNames_areKept_andLongOnesAreHashedToWhatAKeyMayBe() {
        assertThat(Item.name("tck:1:{posts:1}")).isEqualTo("tck:1:{posts:1}");
        Set<String> names = Stream.of("x".repeat(3_000), "x".repeat(2_999) + "y", "\u6f22".repeat(1_000))
                .map(Item::name)
                .collect(Collectors.toSet());
        assertThat(names)
                .hasSize(3)
                .allSatisfy(name ->
                        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(2_048));
    }

    @Test
    void record_comesBackAsItWas() {
        byte[] bytes = {0, 1, -1};
        CasStore.Versioned read = Item.read(Item.of("name", 7, bytes, CasStore.NEVER));
        assertThat(read.version()).isEqualTo(7);
        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(Item.read(Item.of("name", 7, new byte[0], 1)).bytes()).isEmpty();
    }

    @Test
    void whatEnds_saysSoInWholeSeconds_neverTooEarly() {
        assertThat(Item.of("name", 7, new byte[0], 1_999).get(Item.GONE_AT).n()).isEqualTo("2");
        assertThat(Item.of("name", 7, new byte[0], 2_000).get(Item.GONE_AT).n()).isEqualTo("3");
        assertThat(Item.of("name", 7, new byte[0], CasStore.NEVER)).doesNotContainKey(Item.GONE_AT);
    }
}
