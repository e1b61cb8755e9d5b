// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the nodes of a cluster say of each other. */
class ClusterAnswersTest {
    private static final Place ASKED = new Place("10.0.0.9", 7_009);

    private static List<Object> node(String host, long port) {
        return new ArrayList<>(Arrays.asList(host == null ? null : host.getBytes(UTF_8), port, "id".getBytes(UTF_8)));
    }

    private static List<Object> range(long from, long to, List<?>... nodes) {
        List<Object> range = new ArrayList<>(List.of(from, to));
        range.addAll(List.of(nodes));
        return range;
    }

    @Test
    void slots_areReadWithTheirServers() {
        Layout layout = ClusterSlots.read(
                List.of(
                        range(0, 99, node("10.0.0.1", 7_001), node("10.0.0.4", 7_004)),
                        range(100, 16_383, node("10.0.0.2", 7_002)),
                        range(200, 200, node("10.0.0.1", 7_001))),
                ASKED);

        assertThat(layout.shards()).hasSize(2);
        Layout.Shard first = layout.shards().get(0);
        assertThat(first.primary()).isEqualTo(new Place("10.0.0.1", 7_001));
        assertThat(first.replicas()).containsExactly(new Place("10.0.0.4", 7_004));
        assertThat(first.slots().cardinality()).isEqualTo(101);
    }

    @Test
    void nodeThatDoesNotKnowItsName_isTheOneThatWasAsked() {
        for (String host : Arrays.asList("", "?", null)) {
            assertThat(ClusterSlots.read(List.of(range(0, 16_383, node(host, 7_001))), ASKED)
                            .shards()
                            .get(0)
                            .primary())
                    .isEqualTo(new Place("10.0.0.9", 7_001));
        }
    }

    @Test
    void whatIsNoAnswer_isAnError() {
        for (List<Object> answer : List.<List<Object>>of(
                List.of("x"), List.of(List.of(1L)), List.of(range(0, 16_384, node("a", 1))), List.of())) {
            assertThatThrownBy(() -> ClusterSlots.read(answer, ASKED)).isInstanceOf(JedisDataException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MOVED 3999 127.0.0.1:6381, MOVED, 127.0.0.1, 6381",
        "ASK 3999 redis-2.example:6381, ASK, redis-2.example, 6381",
        "MOVED 1 ::1:7001, MOVED, ::1, 7001",
        "MOVED 1 :7001, MOVED, '', 7001",
        "TRYAGAIN Multiple keys request during rehashing of slot, TRYAGAIN, '', 0",
        "CLUSTERDOWN The cluster is down, CLUSTERDOWN, '', 0",
    })
    void redirects_areRead(String answer, Redirect.Kind kind, String host, int port) {
        assertThat(Redirect.of(answer)).hasValue(new Redirect(kind, new Place(host, port)));
        assertThat(Redirect.of(new JedisDataException(answer))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR MOVED", "MOVED", "MOVED x 127.0.0.1:1", "MOVED 1 127.0.0.1:999999", "READONLY"})
    void anyOtherError_isNoRedirect(String answer) {
        assertThat(Redirect.of(answer)).isEmpty();
    }

    @Test
    void aRedirectThatIsNoAnswer_isNone() {
        assertThat(Redirect.of(new IllegalStateException("MOVED 3999 127.0.0.1:6381")))
                .isEmpty();
    }
}
