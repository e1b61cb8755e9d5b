// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.tck.BackendUnderTest;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisCluster;
import io.github.cachex.testkit.redis.RedisServer;
import io.github.cachex.testkit.redis.SlotMigration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What moves in a cluster is followed: slots to another primary, and the writes to a replica that took over. */
class ClusterChangesIT implements BackendUnderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static RedisCluster redis;

    private RedisBackend backend;

    @BeforeAll
    static void start() {
        // Else every primary refuses everything while one is dead and not replaced.
        redis = RedisCluster.start("--cluster-require-full-coverage", "no");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        backend = Backends.withDefaults(redis.uri());
        assertThat(backend.contact(budget())).isPresent();
    }

    @AfterEach
    void close() {
        backend.close();
        redis.awaitOk();
    }

    @Override
    public CacheBackend backend() {
        return backend;
    }

    private static CallBudget usual() {
        return CallBudget.of(Duration.ofMillis(600));
    }

    private static int slot(EntryKey key) {
        return RedisCluster.slot(key.value());
    }

    private List<EntryKey> keysOf(RedisServer primary, int count) {
        return Stream.generate(this::newKey)
                .filter(key -> redis.primaryOf(slot(key)).equals(primary))
                .limit(count)
                .toList();
    }

    private Optional<String> content(EntryKey key, CallBudget budget) {
        return backend.read(key, budget)
                .map(StoredEntry::bytes)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Nothing older is read than what was written, while the slot is here and there, and when it is there. */
    @Test
    void slotThatMoves_isFollowedKeyByKey() {
        EntryKey first = newKey();
        List<EntryKey> keys = new ArrayList<>(List.of(first));
        Stream.generate(this::newKey)
                .filter(key -> slot(key) == slot(first))
                .limit(5)
                .forEach(keys::add);
        keys.forEach(key -> backend.write(key, entry("before"), budget()));
        RedisServer source = redis.primaryOf(slot(first));
        RedisServer target = redis.primaries().stream()
                .filter(other -> !other.equals(source))
                .findFirst()
                .orElseThrow();

        SlotMigration migration = redis.beginMigration(slot(first), target);
        assertThat(migration.moveKeys(2)).isEqualTo(2);
        keys.forEach(key -> assertThat(content(key, budget())).hasValue("before"));
        assertThat(backend.readAll(keys, budget())).containsOnlyKeys(keys);
        assertThat(content(
                        Stream.generate(this::newKey)
                                .filter(key -> slot(key) == slot(first))
                                .findFirst()
                                .orElseThrow(),
                        budget()))
                .isEmpty();
        CacheBackendException refused =
                catchThrowableOfType(CacheBackendException.class, () -> backend.invalidate(List.of(first), budget()));
        assertThat(refused).hasMessageContaining("TRYAGAIN");
        assertThat(refused.perhapsApplied()).isFalse();
        migration.finish();

        keys.forEach(key -> assertThat(content(key, budget())).hasValue("before"));
        assertThat(backend.invalidate(keys, budget())).isEqualTo(keys.size());
        await().atMost(LIMIT)
                .until(() -> backend.parts()
                        .orElseThrow()
                        .of(first)
                        .equals(backend.parts()
                                .orElseThrow()
                                .of(keysOf(target, 1).get(0))));
    }

    /** Readers and writers go on while a slot moves: nobody reads what is older than what was written before. */
    @Test
    void slotThatMovesUnderLoad_givesNoWrongValue() throws Exception {
        EntryKey first = newKey();
        List<EntryKey> keys = new ArrayList<>(List.of(first));
        Stream.generate(this::newKey)
                .filter(key -> slot(key) == slot(first))
                .limit(7)
                .forEach(keys::add);
        Map<EntryKey, Integer> written = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (EntryKey key : keys) {
                running.add(threads.submit(() -> write(key, written, over, refused)));
                running.add(threads.submit(() -> read(key, written, over, reads, wrong)));
            }
            await().atMost(LIMIT).until(() -> written.size() == keys.size());
            for (int i = 0; i < 3; i++) {
                int beforeMoving = reads.get();
                RedisServer source = redis.primaryOf(slot(first));
                RedisServer target = redis.primaries().stream()
                        .filter(other -> !other.equals(source))
                        .findFirst()
                        .orElseThrow();
                redis.migrate(slot(first), target);
                await().atMost(LIMIT).until(() -> reads.get() > beforeMoving + 100);
            }
            over.set(true);
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        Show.exactly(
                "slot-migration cluster",
                wrong.get(),
                0,
                "wrong values of " + reads + " reads, " + refused + " writes refused meanwhile");
    }

    private void write(EntryKey key, Map<EntryKey, Integer> written, AtomicBoolean over, AtomicInteger refused) {
        for (int i = 1; !over.get(); i++) {
            try {
                backend.write(key, entry(String.valueOf(i)), budget());
                written.put(key, i);
            } catch (CacheBackendException e) {
                refused.incrementAndGet();
            }
        }
    }

    private void read(
            EntryKey key,
            Map<EntryKey, Integer> written,
            AtomicBoolean over,
            AtomicInteger reads,
            AtomicInteger wrong) {
        while (!over.get()) {
            int least = written.getOrDefault(key, 0);
            try {
                int found = content(key, budget()).map(Integer::parseInt).orElse(0);
                if (found < least) {
                    wrong.incrementAndGet();
                }
            } catch (CacheBackendException e) {
                // Not asked is not wrong.
            }
            reads.incrementAndGet();
        }
    }

    /** While a primary is dead, the others answer as before; its replica is followed, under the same name. */
    @Test
    void primaryThatDies_isFollowedAndLeavesTheOthersAlone() {
        RedisServer dying = redis.primaries().get(0);
        EntryKey lost = keysOf(dying, 1).get(0);
        List<EntryKey> others = keysOf(redis.primaries().get(1), 20);
        backend.write(lost, entry("kept"), budget());
        others.forEach(key -> backend.write(key, entry("kept"), budget()));
        String part = backend.parts().orElseThrow().of(lost);
        String placeBefore = backend.parts().orElseThrow().describe(part);

        dying.stop();
        List<Elapsed> answers = new ArrayList<>();
        while (catchThrowableOfType(CacheBackendException.class, () -> backend.read(lost, usual())) != null) {
            for (EntryKey key : others) {
                Elapsed elapsed = Elapsed.start();
                assertThat(content(key, usual())).hasValue("kept");
                answers.add(elapsed.stop());
            }
        }
        Show.atLeast(
                "primary-killed cluster",
                answers.size(),
                1,
                "reads of the other primaries answered meanwhile, the longest in " + Elapsed.longestOf(answers));
        assertThat(content(lost, budget())).hasValue("kept");
        assertThat(backend.parts().orElseThrow().of(lost)).isEqualTo(part);
        assertThat(backend.parts().orElseThrow().describe(part)).isNotEqualTo(placeBefore);
        dying.restart();
    }

    /** A link follows to the replica that was made primary, without an end of the old one. */
    @Test
    void primaryThatIsDemoted_isHeardAtItsReplica() {
        RedisServer demoted = redis.primaries().get(1);
        EntryKey key = keysOf(demoted, 1).get(0);
        String part = backend.parts().orElseThrow().of(key);
        HeardNews news = new HeardNews();
        try (LinkSession session =
                        backend.parts().orElseThrow().link(part).orElseThrow().open(news);
                RedisBackend other = Backends.at(redis.uri())) {
            session.join(key.space());
            await().atMost(LIMIT).until(() -> news.has("joined " + key.cache()));
            redis.failOver(demoted);
            await().atMost(LIMIT).until(() -> news.breaks.get() > 0);
            await().atMost(LIMIT).until(() -> {
                other.write(key, entry("new"), budget());
                return news.has("changed " + key.cache() + " " + key.id());
            });
            assertThat(content(key, budget())).hasValue("new");
        }
    }
}
