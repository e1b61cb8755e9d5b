// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the nodes of a cluster is asked for its slots, and who is believed; the nodes are not there. */
class ClusterDiscoveryTest {
    private static final Place A = new Place("127.0.0.1", 1);
    private static final Place B = new Place("127.0.0.1", 2);

    private final StandInNodes nodes = new StandInNodes();
    private final StandInNode a = nodes.at(A);
    private final StandInNode b = nodes.at(B);
    private final AtomicInteger closed = new AtomicInteger();
    private final ClusterDiscovery discovery =
            new ClusterDiscovery(() -> List.of(A, B), nodes::at, closed::incrementAndGet);

    @BeforeEach
    void letBothBeWell() {
        isPrimaryOfAll(a, "ok");
        isPrimaryOfAll(b, "ok");
    }

    /** Lets {@code node} say that it takes all writes, in a cluster of this state. */
    private static void isPrimaryOfAll(StandInNode node, String state) {
        Place place = node.place();
        byte[] host = place.host().getBytes(StandardCharsets.UTF_8);
        node.answer("CLUSTER SLOTS", List.of(List.of(0L, 16_383L, List.of(host, (long) place.port()))));
        node.answer("CLUSTER INFO", ("cluster_state:" + state + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private Place primary(List<Primary> known) {
        return discovery.ask(known, budget()).shards().get(0).primary();
    }

    private CacheBackendException failure(CallBudget budget) {
        return catchThrowableOfType(CacheBackendException.class, () -> discovery.ask(List.of(), budget));
    }

    @Test
    void beforeAnybodyIsAsked_theFirstHostStandsForAll() {
        assertThat(discovery.known().orElseThrow()).isEqualTo(Layout.ofOne(A));
        assertThat(a.asked).isEmpty();
    }

    @Test
    void firstThatIsWell_isBelievedAndItsClientClosed() {
        assertThat(primary(List.of())).isEqualTo(A);
        assertThat(b.asked).isEmpty();
        assertThat(a.isClosed()).isTrue();
    }

    @Test
    void primariesThatAreKnown_areAskedBeforeTheHostsAndStayOpen() {
        assertThat(primary(List.of(nodes.make("0", B, SlotFilter.ALL)))).isEqualTo(B);
        assertThat(a.asked).isEmpty();
        assertThat(b.isClosed()).isFalse();
    }

    /** It says what was, and may be the one that is cut off. */
    @Test
    void nodeThatSeesTheClusterDown_isBelievedWhereNobodyKnowsBetter() {
        isPrimaryOfAll(a, "fail");
        assertThat(primary(List.of())).isEqualTo(B);

        isPrimaryOfAll(b, "fail");
        assertThat(primary(List.of())).isIn(A, B);
    }

    @Test
    void nodeThatDoesNotAnswer_isOfNoConsequence() {
        a.breakDown(2);

        assertThat(primary(List.of())).isEqualTo(B);
        assertThat(a.isClosed()).isTrue();
    }

    @Test
    void whereNobodyAnswers_theFailureIsThatOfAConnection() {
        a.breakDown(2);
        b.breakDown(2);

        assertThat(failure(budget()))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessage("redis topology 'node at 127.0.0.1:2': broken");
    }

    @Test
    void serverOfNoCluster_isNamedWithTheRemedy() {
        a.breakDown(2);
        b.refuse("ERR This instance has cluster support disabled", 1);

        assertThat(failure(budget()))
                .as("an answer says more than none")
                .hasMessageStartingWith("redis topology 'node at 127.0.0.1:2': it is no node of a cluster; ")
                .hasMessageContaining("leave cachex.backend.redis.mode out");
    }

    @Test
    void sentinel_isNamedWithTheRemedy() {
        a.refuse("ERR unknown command 'CLUSTER', with args beginning with: 'SLOTS'", 1);
        b.breakDown(2);

        assertThat(failure(budget())).hasMessageContaining("redis-sentinel://host:26379/name");
    }

    @Test
    void otherRefusal_isToldAsItIs() {
        a.refuse("NOPERM this user has no permissions to run the 'cluster|slots' command", 1);
        b.breakDown(2);

        assertThat(failure(budget())).hasMessageContaining("NOPERM");
    }

    @Test
    void spentBudget_asksNobody() {
        assertThat(failure(CallBudget.of(Duration.ZERO)))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("no host answered");
        assertThat(a.asked).isEmpty();
    }

    @Test
    void close_endsWhatTheClientsKeepOpen() {
        discovery.close();

        assertThat(closed).hasValue(1);
    }
}
