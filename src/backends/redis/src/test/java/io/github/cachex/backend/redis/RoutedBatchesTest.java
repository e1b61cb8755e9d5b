// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static io.github.cachex.backend.redis.SaidLayout.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.PartialFailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** How what is for several keys is spread over nodes, and over others where these refuse; the nodes are not there. */
class RoutedBatchesTest {
    private static final Place A = new Place("127.0.0.1", 1);
    private static final Place B = new Place("127.0.0.1", 2);

    private final SaidLayout said = new SaidLayout(A);
    private final StandInNodes nodes = new StandInNodes();
    private final StandInNode a = nodes.at(A);
    private final StandInNode b = nodes.at(B);
    private final Topology topology = new Topology(said, Optional.empty(), nodes);
    private final RoutedBatches batches = new RoutedBatches(new Router(topology), true);
    /** Of which keys the nodes say in their batches that another holds them. */
    private final Set<EntryKey> elsewhere = ConcurrentHashMap.newKeySet();

    private final Set<EntryKey> late = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void shareTheSlots() {
        said.say(shard(A, 0, 8_191), shard(B, 8_192, 16_383));
        topology.refresh(budget());
    }

    @AfterEach
    void close() {
        batches.close();
        topology.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    /** Asks for keys, and is answered their ids. */
    private final class Asking implements RoutedBatches.Work<EntryKey, String> {
        @Override
        public String key(EntryKey key) {
            return key.value();
        }

        @Override
        public Primary.Call call(List<EntryKey> some, CallBudget budget) {
            return new Primary.Call("ask", some.get(0).value(), budget, Repeat.AT_ONCE);
        }

        @Override
        public String one(EntryKey key, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
            return key.id();
        }

        @Override
        public String done(EntryKey key, String answer) {
            if (late.contains(key)) {
                throw new CacheConnectionException(Caller.BACKEND, "ask", key.value(), "too late", false, null);
            }
            return answer;
        }

        @Override
        public List<Optional<String>> batch(
                List<EntryKey> some, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
            return some.stream()
                    .map(key -> elsewhere.remove(key) ? Optional.<String>empty() : Optional.of(key.id()))
                    .toList();
        }
    }

    private static EntryKey key(int number) {
        return new EntryKey("tck:1", "users", String.valueOf(number));
    }

    /** Returns keys that A holds, or those that B does. */
    private List<EntryKey> keys(StandInNode holder, int count) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(RoutedBatchesTest::key)
                .filter(key -> topology.holder(key.value()).client().equals(holder))
                .limit(count)
                .toList();
    }

    private List<EntryKey> keysOfBoth(int ofEach) {
        List<EntryKey> keys = new ArrayList<>(keys(a, ofEach));
        keys.addAll(keys(b, ofEach));
        return keys;
    }

    private Map<String, String> ask(List<EntryKey> keys) {
        Outcomes<String> outcomes = batches.run(new Asking(), keys, keys, budget());
        Map<String, String> answers = new TreeMap<>();
        outcomes.forEach((index, answer) -> answers.put(keys.get(index).id(), answer));
        return outcomes.orThrow(answers);
    }

    private static Map<String, String> ids(List<EntryKey> keys) {
        Map<String, String> ids = new TreeMap<>();
        keys.forEach(key -> ids.put(key.id(), key.id()));
        return ids;
    }

    @Test
    void keysOfSeveralNodes_areAskedForInOneRoundTripEach() {
        List<EntryKey> keys = keysOfBoth(5);

        assertThat(ask(keys)).isEqualTo(ids(keys));
        assertThat(a.asked).hasSize(1);
        assertThat(b.asked).hasSize(1);
    }

    @Test
    void noKeys_askNobody() {
        assertThat(ask(List.of())).isEmpty();
        assertThat(a.asked).isEmpty();
    }

    @Test
    void moreKeysThanABatch_areAskedForInSeveral() {
        List<EntryKey> keys = keys(a, CacheBackend.BATCH + 1);

        assertThat(ask(keys)).isEqualTo(ids(keys));
        assertThat(a.asked).hasSize(2);
    }

    @Test
    void keysThatANodeRefuses_areAskedForWhereTheyMoved() {
        List<EntryKey> keys = keys(a, 5);
        elsewhere.addAll(keys.subList(0, 2));
        said.say(shard(B, 0, 16_383));

        assertThat(ask(keys)).isEqualTo(ids(keys));
        assertThat(b.asked).as("both at once").hasSize(1);
    }

    /** All of a node that sends away goes to where its slots are. */
    @Test
    void batchThatANodeRefuses_isAskedForWhereItMoved() {
        List<EntryKey> keys = keysOfBoth(1);
        a.refuse("MOVED 1 127.0.0.1:2", 1);
        said.say(shard(B, 0, 16_383));

        assertThat(ask(keys)).isEqualTo(ids(keys));
    }

    /** What is refused twice moves just now: each key is followed on its own. */
    @Test
    void keyThatIsRefusedAgain_goesWhereItIsSent() {
        EntryKey key = keys(a, 1).get(0);
        a.refuse("ASK 1 127.0.0.1:2", 3);

        assertThat(ask(List.of(key))).isEqualTo(ids(List.of(key)));
        assertThat(a.asked).hasSize(3);
        assertThat(b.asked).containsExactly("asking");
    }

    @Test
    void keyThatIsSentAwayWithoutEnd_failsAlone() {
        List<EntryKey> keys = keysOfBoth(1);
        a.refuse("TRYAGAIN Multiple keys request during rehashing of slot", 20);

        PartialFailureException failure = catchThrowableOfType(PartialFailureException.class, () -> ask(keys));

        assertThat(failure.failures()).containsOnlyKeys(keys.get(0));
        assertThat(failure.failures().get(keys.get(0))).hasMessageContaining("TRYAGAIN");
        assertThat(failure.answer()).isEqualTo(ids(keys.subList(1, 2)));
    }

    @Test
    void nodeThatDoesNotAnswer_failsForItsKeysAlone() {
        List<EntryKey> keys = keysOfBoth(3);
        a.breakDown(2);

        PartialFailureException failure = catchThrowableOfType(PartialFailureException.class, () -> ask(keys));

        assertThat(failure.failures()).containsOnlyKeys(keys(a, 3));
        assertThat(failure.answer()).isEqualTo(ids(keys(b, 3)));
    }

    @Test
    void answerThatCameTooLate_failsForItsKeyAlone() {
        List<EntryKey> keys = keysOfBoth(3);
        late.add(keys.get(1));

        PartialFailureException failure = catchThrowableOfType(PartialFailureException.class, () -> ask(keys));

        assertThat(failure.failures()).containsOnlyKeys(keys.get(1));
    }

    @Test
    void slotWithoutANode_failsForItsKeysAlone() {
        List<EntryKey> keys = keysOfBoth(2);
        List<EntryKey> lost = keys(b, 2);
        said.say(shard(A, 0, 8_191));
        topology.refresh(budget());

        PartialFailureException failure = catchThrowableOfType(PartialFailureException.class, () -> ask(keys));
        CacheBackendException all = catchThrowableOfType(CacheBackendException.class, () -> ask(lost));

        assertThat(failure.failures()).containsOnlyKeys(lost);
        assertThat(all).isNotInstanceOf(PartialFailureException.class).hasMessageContaining("no server takes writes");
    }
}
