// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static io.github.cachex.backend.redis.NodeDialogue.bytes;
import static io.github.cachex.backend.redis.NodeDialogue.heard;
import static io.github.cachex.backend.redis.NodeDialogue.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.backend.redis.NodeDialogue.Heard;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NodeChannel;
import io.github.cachex.spi.NodeChannel.NodeSession;
import io.github.cachex.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What nodes ask and answer over Redis, and a user who may not hear it. */
class RedisNodesTest {
    private static final CallBudget BUDGET = CallBudget.of(Duration.ofMinutes(5));
    private static final CacheSpace CACHE = new CacheSpace("tck:1", "posts");
    /** All that the link needs of channels, and not those of nodes. */
    private static final String CHANNELS = "&tck:1:wake:* &tck:1:{* &tck:1:[{]*";

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        String rules = Rights.rules("tck");
        user("all", rules);
        user("curt", rules.replace("&tck:*", CHANNELS));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static void user(String name, String rules) {
        assertThat(Raw.command(redis.port(), "ACL SETUSER " + name + " reset resetchannels on >pw " + rules))
                .startsWith("+OK");
    }

    private static String uri(String user) {
        return "redis://" + user + ":pw@" + redis.hostName() + ":" + redis.port();
    }

    private static RedisBackend own(String user) {
        return Backends.at(uri(user));
    }

    @Test
    void questionsReachAll_answersTheAsker() {
        Heard one = new Heard();
        Heard two = new Heard();
        Heard other = new Heard();
        try (RedisBackend first = own("all");
                RedisBackend second = own("all");
                RedisBackend third = Backends.at(redis.uri() + "/3");
                NodeSession asking = heard(open(first, one));
                NodeSession answering = heard(open(second, two));
                NodeSession elsewhere = heard(open(third, other))) {
            assertThat(asking.id()).matches("[0-9a-f]{16}").isNotEqualTo(answering.id());
            assertThat(asking.ask(bytes("who?"), BUDGET)).hasValue(2);
            await().until(() -> two.all.contains("asked who?") && one.all.contains("asked who?"));
            answering.answer(asking.id(), bytes("me"), BUDGET);
            answering.answer("all:of:them", bytes("noise"), BUDGET);
            await().until(() -> one.all.contains("answered me"));
            asking.ask(new byte[NodeChannel.MOST_BYTES + 1], BUDGET);
            asking.ask(bytes("still there?"), BUDGET);
            await().until(() -> two.all.contains("asked still there?"));
            assertThat(two.all).containsExactly("asked who?", "asked still there?");
            assertThat(one.all).containsExactly("asked who?", "answered me", "asked still there?");
            assertThat(elsewhere.ask(bytes("anybody?"), BUDGET))
                    .as("in another database")
                    .hasValue(1);
            await().until(() -> other.all.contains("asked anybody?"));
            assertThat(one.all).hasSize(3);
        }
    }

    /** Rights that lack for it cost this channel, and neither the link nor a word more than once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void userWhoMayNotHear_hasALinkAllTheSame(boolean ownClient) {
        Heard heard = new Heard();
        HeardNews news = new HeardNews();
        try (RedisLog log = new RedisLog();
                RedisClient client = RedisClient.create(uri("curt"));
                RedisBackend backend = ownClient ? own("curt") : RedisBackend.over(client);
                NodeSession session = open(backend, heard);
                LinkSession link = backend.link().orElseThrow().open(news)) {
            link.join(CACHE);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> log.lines().stream()
                            .anyMatch(line -> line.startsWith("INFO Redis refuses SUBSCRIBE on tck:1:nodes")));
            int breaks = news.breaks.get();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                link.beat();
                backend.invalidate(List.of(CACHE.key("a")), BUDGET);
                List<String> said = List.copyOf(news.all);
                return said.subList(said.lastIndexOf("disconnected") + 1, said.size())
                        .containsAll(List.of("joined posts", "changed posts a", "alive"));
            });
            assertThat(session.isHeard()).isFalse();
            assertThat(news.breaks.get()).isBetween(breaks, ownClient ? 0 : breaks + 1);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("SUBSCRIBE") || line.contains("the link asked for"))
                    .singleElement()
                    .asString()
                    .contains("&<prefix>:*");
            assertThat(heard.all).isEmpty();
        }
    }
}
