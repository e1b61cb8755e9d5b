// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static io.github.cachex.backend.redis.SaidLayout.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who takes the writes for which slots, as servers say it one after another; nothing here is connected to. */
class TopologyTest {
    private static final Place A = new Place("127.0.0.1", 1);
    private static final Place B = new Place("127.0.0.1", 2);
    private static final Place C = new Place("127.0.0.1", 3);
    private static final Place D = new Place("127.0.0.1", 4);
    /** Keys of the slots 12,182 and 5,061. */
    private static final String HIGH = "{foo}";

    private static final String LOW = "{bar}";

    private final SaidLayout said = new SaidLayout(A);
    private final Map<String, SlotFilter> filters = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final SharedState shared = SharedState.fresh(0);
    private final Topology topology = new Topology(said, Optional.empty(), this::make);

    @AfterEach
    void close() {
        topology.close();
    }

    private Primary make(String name, Place place, SlotFilter slots) {
        filters.put(name, slots);
        RedisAddress address =
                new RedisAddress(place.host(), place.port(), Optional.empty(), Optional.empty(), 0, false);
        RedisClock clock = new RedisClock();
        RedisSettings settings = Backends.defaults("redis://" + place, 2);
        return new Primary(name, new ManagedClient(ServerLocator.at(address), settings, clock), clock, shared, slots);
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private void say(Layout.Shard... shards) {
        said.say(shards);
        topology.refresh(budget());
    }

    private String holder(String key) {
        Primary holder = topology.primary("read", key, budget());
        return holder.name() + " at " + topology.snapshot().place(holder);
    }

    @Test
    void nothingIsAsked_untilSomethingIsWanted() {
        assertThat(topology.primaries()).extracting(Primary::name).containsExactly("0");
        assertThat(said.asked).hasValue(0);
    }

    @Test
    void whereNobodyAnswers_operationAndKeyAreNamed() {
        assertThatThrownBy(() -> topology.primary("read", HIGH, budget()))
                .isInstanceOf(CacheConnectionException.class)
                .hasMessage("redis read '" + HIGH + "': nobody answers");
    }

    @Test
    void slots_haveTheirPrimaries() {
        topology.onChange(changes::incrementAndGet);
        say(shard(B, 0, 8_191), shard(A, 8_192, 16_383));

        assertThat(holder(LOW)).isEqualTo("0 at " + B);
        assertThat(holder(HIGH)).isEqualTo("8192 at " + A);
        assertThat(changes).as("what stood for all is one of two now").hasValue(1);
    }

    @Test
    void slotThatNobodyHas_isAnError() {
        say(shard(A, 0, 8_191));

        assertThatThrownBy(() -> topology.primary("read", HIGH, budget()))
                .isInstanceOf(CacheBackendException.class)
                .isNotInstanceOf(CacheConnectionException.class)
                .hasMessageContaining("no server takes writes for its slot 12182");
    }

    @Test
    void replicaThatTookOver_hasTheNameOfItsPrimary() {
        say(shard(A, 0, 8_191, C), shard(B, 8_192, 16_383, D));
        Primary high = topology.primary("read", HIGH, budget());
        topology.onChange(changes::incrementAndGet);

        say(shard(A, 0, 8_191, C), shard(D, 8_192, 16_383, B));

        assertThat(topology.primary("read", HIGH, budget())).isSameAs(high);
        assertThat(holder(HIGH)).isEqualTo("8192 at " + D);
        assertThat(high.client().place()).isEqualTo(D);
        assertThat(changes).as("no key moved to another part").hasValue(0);
    }

    @Test
    void slotThatMoved_isToldAndHeardOnBothSidesForAWhile() {
        say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));
        assertThat(filters.get("0").takes(12_182)).isFalse();
        assertThat(filters.get("8192").takes(12_182)).isTrue();
        topology.onChange(changes::incrementAndGet);

        say(shard(A, 0, 12_182), shard(B, 12_183, 16_383));

        assertThat(holder(HIGH)).isEqualTo("0 at " + A);
        assertThat(changes).hasValue(1);
        assertThat(filters.get("0").takes(12_182)).isTrue();
        assertThat(filters.get("8192").takes(12_182))
                .as("what is under way over the bus")
                .isTrue();
    }

    @Test
    void primaryThatCame_hasANameOfItsOwnAndOneThatWentIsForgotten() {
        say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));
        say(shard(A, 0, 8_191), shard(B, 9_000, 16_383), shard(C, 8_192, 8_999));
        assertThat(topology.primaries()).extracting(Primary::name).containsExactly("0", "8192.2", "8192");

        say(shard(A, 0, 8_191), shard(C, 8_192, 16_383));
        assertThat(topology.primaries()).extracting(Primary::name).containsExactly("0", "8192.2");
    }

    @Test
    void nodeThatWeAreSentTo_isUsedBeforeItIsKnown() {
        say(shard(A, 0, 16_383));

        Primary guest = topology.sentTo(C).orElseThrow();

        assertThat(guest.client().place()).isEqualTo(C);
        assertThat(topology.sentTo(C)).containsSame(guest);
        assertThat(topology.sentTo(A)).containsSame(topology.primaries().get(0));
        assertThat(topology.primaries()).doesNotContain(guest);
    }

    @Test
    void failures_haveItAskedAgainTogether() {
        say(shard(A, 0, 16_383));
        int asked = said.asked.get();

        for (int i = 0; i < 100; i++) {
            topology.suspect();
        }

        await().until(() -> said.asked.get() > asked);
        assertThat(said.asked.get()).isLessThan(asked + 50);
    }

    @Test
    void oneServer_isAPrimaryForAllSlotsAndSendsNobodyAway() {
        try (Topology one = new Topology(new FixedServer(A), Optional.empty(), this::make)) {
            assertThat(one.primary("read", HIGH, budget()))
                    .isSameAs(one.primary("read", LOW, budget()))
                    .isSameAs(one.holder(HIGH));
            assertThat(one.sentTo(B)).isEmpty();
        }
    }

    @Test
    void serverThatSendsUsAway_turnsOutToBeOneOfSeveral() {
        said.say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));
        try (Topology one = new Topology(new FixedServer(A), Optional.of(said), this::make);
                RedisLog log = new RedisLog()) {
            Primary first = one.primary("read", HIGH, budget());
            assertThat(first.client().place()).isEqualTo(A);

            assertThat(one.sentTo(B).orElseThrow().client().place()).isEqualTo(B);
            await().until(() -> one.primaries().size() == 2);

            assertThat(one.primary("read", LOW, budget())).isSameAs(first);
            assertThat(one.primary("read", HIGH, budget()).client().place()).isEqualTo(B);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("write cachex.backend.redis.mode=cluster"))
                    .hasSize(1);
        }
    }

    /** What was asked before and is answered after is not taken: nobody would close what it names. */
    @Test
    void answerThatComesAfterTheEnd_isNotTaken() {
        CompletableFuture<Layout> answer = new CompletableFuture<>();
        CompletableFuture<Thread> asking = new CompletableFuture<>();
        Discovery slow = new Discovery() {
            @Override
            public Optional<Layout> known() {
                return Optional.of(Layout.ofOne(A));
            }

            @Override
            public Layout ask(List<Primary> primaries, CallBudget budget) {
                asking.complete(Thread.currentThread());
                return answer.join();
            }

            @Override
            public boolean isWatched() {
                return true;
            }
        };
        Topology closed = new Topology(slow, Optional.empty(), this::make);
        closed.suspect();
        Thread thread = asking.join();
        closed.close();
        int made = filters.size();

        answer.complete(new Layout(List.of(shard(A, 0, 8_191), shard(B, 8_192, 16_383))));

        await().until(() -> !thread.isAlive());
        assertThat(closed.primaries()).hasSize(1);
        assertThat(filters).hasSize(made);
    }
}
