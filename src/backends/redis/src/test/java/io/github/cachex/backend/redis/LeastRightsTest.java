// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.MarkPosition;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore.TagBounds;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A user who may do what the documents list, and nothing else; and what is said where one right of these lacks. */
class LeastRightsTest {
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofMinutes(5));
    private static final Path PAGE = Path.of("../../docs/redis-security.md");

    private static RedisServer redis;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        // The contracts use other prefixes too.
        user("least", Rights.rules("tck") + " ~xtck:* &xtck:* ~other:* &other:* ~tck9:* ~tck[*]:* &tck[*]:*");
        client = RedisClient.create("redis://least:pw@" + redis.hostName() + ":" + redis.port());
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    private static void user(String name, String rules) {
        String answer = Raw.command(redis.port(), "ACL SETUSER " + name + " reset resetchannels on >pw " + rules);
        assertThat(answer).startsWith("+OK");
    }

    private static RedisBackend as(String user) {
        return Backends.at("redis://" + user + ":pw@" + redis.hostName() + ":" + redis.port());
    }

    @Test
    void rules_areThoseOfTheDocuments() throws Exception {
        assertThat(Files.readString(PAGE).replaceAll("\\s+", " ")).contains(Rights.rules("my-app"));
    }

    /** How large entries are only operators ask, who are told the rule to add. */
    private abstract static class Contracts extends ModeContracts {
        @Override
        @Test
        public void sizes_areThoseOfWhatIsStored() {
            assertThatThrownBy(super::sizes_areThoseOfWhatIsStored)
                    .isInstanceOf(CacheBackendException.class)
                    .hasMessageContaining("ACL SETUSER <user> +strlen");
        }
    }

    @Nested
    class OwnClient extends Contracts {
        @Override
        RedisBackend open() {
            return as("least");
        }
    }

    @Nested
    class HandedInClient extends Contracts {
        @Override
        RedisBackend open() {
            return RedisBackend.over(client);
        }

        @Override
        RedisBackend openOther() {
            return as("least");
        }
    }

    @Test
    void start_saysWhichRightsLack() {
        user("curt", Rights.rules("tck").replace(" +zadd", "").replace(" +publish", ""));
        user("mute", Rights.rules("tck").replace(" +eval ", " "));
        try (RedisLog log = new RedisLog();
                RedisBackend least = as("least");
                RedisBackend curt = as("curt");
                RedisBackend mute = as("mute")) {
            assertThat(least.contact(BUDGET)).isPresent();
            assertThat(log.lines()).isEmpty();

            assertThat(curt.contact(BUDGET)).isPresent();
            assertThat(log.lines()).singleElement().asString().contains("WARNING", "ACL SETUSER <user> +publish +zadd");

            assertThat(mute.contact(BUDGET)).isPresent();
            assertThat(log.lines()).hasSize(2).last().asString().contains("ACL SETUSER <user> +eval");
        }
        assertThat(Raw.command(redis.port(), "EXISTS cachex:rights")).startsWith(":0");
    }

    /** A promise, and what tries it. */
    private interface Trial {
        void run(RedisBackend backend, CacheSpace cache);
    }

    private static Map<String, Trial> promises() {
        Map<String, Trial> trials = new TreeMap<>();
        trials.put("put", (backend, cache) -> backend.write(cache.key("a"), entry(1), BUDGET));
        trials.put("get", (backend, cache) -> backend.read(cache.key("a"), BUDGET));
        trials.put("invalidate", (backend, cache) -> {
            backend.invalidate(List.of(cache.key("a")), BUDGET);
            assertAnnounced(backend, cache);
        });
        trials.put("expire", (backend, cache) -> {
            backend.write(cache.key("b"), new NewEntry(2, new byte[1], new Lifetime(LONG, LONG)), BUDGET);
            backend.expire(List.of(cache.key("b")), BUDGET);
        });
        trials.put("touch", (backend, cache) -> {
            backend.write(cache.key("b"), entry(3), BUDGET);
            backend.touch(cache.key("b"), Lifetime.of(LONG), BUDGET);
            backend.touch(cache.key("b"), Lifetime.of(io.github.cachex.spi.Durations.FOREVER), BUDGET);
        });
        trials.put("one load", (backend, cache) -> {
            EntryKey key = cache.key("c");
            var leases = backend.leases().orElseThrow();
            for (int waiter = 0; waiter < 2; waiter++) {
                leases.acquire(key, new LeaseRequest(4 + waiter, LONG, StoredEntry.UNREADABLE), BUDGET);
            }
            leases.renew(key, 4, LONG, BUDGET);
            leases.store(key, entry(4), BUDGET);
        });
        trials.put("tags", (backend, cache) -> {
            var tags = backend.tags().orElseThrow();
            tags.mark(cache, Set.of("a", "b"), new MarkPosition(7, 0), new TagBounds(1, LONG), BUDGET);
            tags.sync(cache, MarkPosition.NONE, 7, BUDGET);
            tags.peek(List.of(cache), BUDGET);
            assertAnnounced(backend, cache);
        });
        trials.put("increment", (backend, cache) -> backend.increment(cache.key("d"), 1, LONG, BUDGET));
        trials.put("scan", (backend, cache) -> backend.scan().orElseThrow().scan(cache, "*", Optional.empty(), BUDGET));
        return trials;
    }

    private static final Duration LONG = Duration.ofMinutes(1);

    private static NewEntry entry(long id) {
        return new NewEntry(id, new byte[1], Lifetime.of(LONG));
    }

    private static void assertAnnounced(RedisBackend backend, CacheSpace cache) {
        if (!backend.link().orElseThrow().announces(cache)) {
            throw new IllegalStateException("other JVMs are told by marks alone");
        }
    }

    /** Returns the promises that do not hold; what is said of them goes to {@code said}. */
    private static Set<String> broken(String rules, List<String> said) {
        user("one-less", rules);
        Raw.command(redis.port(), "SCRIPT FLUSH");
        Set<String> broken = new TreeSet<>();
        try (RedisLog log = new RedisLog();
                RedisBackend backend = as("one-less")) {
            CacheSpace cache = new CacheSpace("tck:1", "rights");
            promises().forEach((promise, trial) -> {
                try {
                    trial.run(backend, cache);
                } catch (RuntimeException e) {
                    broken.add(promise);
                    said.add(String.valueOf(e.getMessage()));
                }
            });
            HeardNews news = new HeardNews();
            LinkSession session = backend.link().orElseThrow().open(news);
            session.join(cache);
            session.beat();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                session.beat();
                return news.has("joined rights") && !news.beats.isEmpty()
                        || log.lines().stream().anyMatch(line -> line.contains("what the link asked for"));
            });
            if (!news.has("joined rights") || news.beats.isEmpty()) {
                broken.add("link");
            }
            said.addAll(log.lines());
            session.close();
        }
        Raw.command(redis.port(), "FLUSHALL");
        return broken;
    }

    @Test
    void rightThatLacks_isSaidWithTheRuleToAdd() {
        assertThat(broken(Rights.rules("tck"), new ArrayList<>()))
                .as("with all of them")
                .isEmpty();
        int told = 0;
        List<String> wanted = new ArrayList<>(
                Rights.COMMANDS.stream().map(command -> "+" + command).toList());
        wanted.addAll(List.of("~tck:*", "&tck:*"));
        for (String right : wanted) {
            List<String> said = new ArrayList<>();
            Set<String> broken = broken((" " + Rights.rules("tck") + " ").replace(" " + right + " ", " "), said);
            Show.figure("least-rights " + right, "does not hold: " + broken);
            if (!broken.isEmpty()) {
                told++;
                String rule = right.replace("tck", "<prefix>");
                assertThat(said)
                        .as(right + " for " + broken)
                        .anyMatch(line -> line.contains(rule) || line.contains(right))
                        .noneMatch(line -> line.contains("pw@") || line.contains(">pw"));
            }
        }
        Show.atLeast(
                "least-rights",
                told,
                1,
                "of " + wanted.size()
                        + " rights, taken away in turn, keep something from holding, each said with the rule to add");
    }
}
