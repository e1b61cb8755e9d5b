// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static io.github.cachex.backend.redis.SaidLayout.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a call goes that nodes of a cluster refuse; the nodes are not there. */
class RouterTest {
    private static final Place A = new Place("127.0.0.1", 1);
    private static final Place B = new Place("127.0.0.1", 2);
    private static final Place C = new Place("127.0.0.1", 3);
    /** Its slot is 12,182. */
    private static final String KEY = "{foo}";

    private final SaidLayout said = new SaidLayout(A);
    private final StandInNodes nodes = new StandInNodes();
    private final StandInNode a = nodes.at(A);
    private final StandInNode b = nodes.at(B);
    private final StandInNode c = nodes.at(C);
    private final Topology topology = new Topology(said, Optional.empty(), nodes);
    private final Router router = new Router(topology);

    @BeforeEach
    void sayThatAHasAll() {
        said.say(shard(A, 0, 16_383));
        topology.refresh(budget());
    }

    @AfterEach
    void close() {
        topology.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private String called() {
        return router.call("read", KEY, budget(), (jedis, scripts) -> "done");
    }

    private CacheBackendException refused() {
        return catchThrowableOfType(CacheBackendException.class, this::called);
    }

    @Test
    void slotThatMoved_isFollowed() {
        a.refuse("MOVED 12182 127.0.0.1:2", 1);

        assertThat(called()).isEqualTo("done");
        assertThat(a.asked).containsExactly("usual");
        assertThat(b.asked).containsExactly("usual");
    }

    @Test
    void slotThatMoved_hasItAskedWhoHoldsWhat() {
        a.refuse("MOVED 12182 127.0.0.1:2", 1);
        said.say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));

        called();

        await().until(() -> topology.primaries().size() == 2);
        assertThat(called()).isEqualTo("done");
        assertThat(a.asked).as("sent away but once").hasSize(1);
    }

    /** The node says first that it is asked for what is only about to be its own. */
    @Test
    void keyThatIsAboutToMove_isAskedForAtTheOtherNode() {
        a.refuse("ASK 12182 127.0.0.1:2", 1);

        assertThat(called()).isEqualTo("done");
        assertThat(b.asked).containsExactly("asking");
    }

    @Test
    void nodeThatKnowsNoHostOfTheOther_meansItsOwn() {
        a.refuse("MOVED 12182 :3", 1);

        assertThat(called()).isEqualTo("done");
        assertThat(c.asked).containsExactly("usual");
    }

    @Test
    void nodesThatSendToEachOther_areLeft() {
        a.refuse("MOVED 12182 127.0.0.1:2", 10);
        b.refuse("MOVED 12182 127.0.0.1:1", 10);

        CacheBackendException failure = refused();

        assertThat(failure).hasMessageStartingWith("redis read '{foo}': ").hasMessageContaining("MOVED");
        assertThat(failure.perhapsApplied()).isFalse();
        assertThat(a.asked.size() + b.asked.size()).isEqualTo(6);
    }

    @Test
    void slotInBetween_isTriedAgain() {
        a.refuse("TRYAGAIN Multiple keys request during rehashing of slot", 2);

        assertThat(called()).isEqualTo("done");
        assertThat(a.asked).hasSize(3);
    }

    @Test
    void slotThatStaysInBetween_isAnError() {
        a.refuse("TRYAGAIN Multiple keys request during rehashing of slot", 10);

        assertThat(refused()).hasMessageContaining("TRYAGAIN");
        assertThat(a.asked).hasSize(4);
    }

    /** A thread that is interrupted does not wait, and stays interrupted. */
    @Test
    void interruptedWhileASlotIsInBetween_goesOnAndStaysInterrupted() {
        a.refuse("TRYAGAIN Multiple keys request during rehashing of slot", 1);
        Thread.currentThread().interrupt();

        String answer = called();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo("done");
    }

    @Test
    void slotThatNobodyTakes_isAskedForAndFollowed() {
        // Each is tried a second time, over a new connection.
        a.refuse("CLUSTERDOWN Hash slot not served", 2);
        said.say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));

        assertThat(called()).isEqualTo("done");
        assertThat(b.asked).containsExactly("usual");
    }

    @Test
    void clusterThatIsDown_isAnErrorAndAskedAgain() {
        a.refuse("CLUSTERDOWN The cluster is down", 20);
        int before = said.asked.get();

        assertThat(refused()).hasMessageContaining("CLUSTERDOWN").isNotInstanceOf(CacheConnectionException.class);
        await().until(() -> said.asked.get() > before);
    }

    @Test
    void nodeThatDoesNotAnswer_hasItAskedAgain() {
        a.breakDown(2);
        int before = said.asked.get();

        assertThat(refused()).isInstanceOf(CacheConnectionException.class);
        await().until(() -> said.asked.get() > before);
    }

    /** One that is said to be the only one, and is not. */
    @Test
    void serverThatSendsAway_isNamedWithTheRemedy() {
        a.refuse("MOVED 12182 127.0.0.1:2", 1);
        try (Topology one = new Topology(new FixedServer(A), Optional.empty(), nodes)) {
            Router alone = new Router(one);

            assertThatThrownBy(() -> alone.call("read", KEY, budget(), (jedis, scripts) -> "done"))
                    .hasMessage("redis read '{foo}': it is a node of a cluster, and other nodes hold some of the keys;"
                            + " write cachex.backend.redis.mode=cluster, or hand in a client for clusters");
        }
    }
}
