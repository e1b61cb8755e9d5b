// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final int NAMES = 20_000;

    private static List<String> owners(String servers) {
        List<ServerAddress> list = ServerAddress.list(servers);
        Ring ring = new Ring(list);
        return IntStream.range(0, NAMES)
                .mapToObj(i -> list.get(ring.of("app:1:{posts:" + i + "}")).place())
                .toList();
    }

    @Test
    void sameServersInAnyOrder_haveTheSameNames() {
        assertThat(owners("a,b:1,c")).isEqualTo(owners("c,A,b:1"));
    }

    @Test
    void eachServer_hasItsShare() {
        List<String> owners = owners("a,b,c,d");
        for (String server : List.of("a", "b", "c", "d")) {
            assertThat(owners.stream().filter((server + ":11211")::equals).count())
                    .isBetween(NAMES / 8L, NAMES / 2L);
        }
    }

    @Test
    void serverThatComes_takesItsShareAlone() {
        List<String> before = owners("a,b,c");
        List<String> after = owners("a,b,c,d");
        long moved = IntStream.range(0, NAMES)
                .filter(i -> !before.get(i).equals(after.get(i)))
                .peek(i -> assertThat(after.get(i)).isEqualTo("d:11211"))
                .count();
        Show.atMost("memcached ring", 100.0 * moved / NAMES, 40, "% of the names move to a fourth server");
    }
}
