// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentinelLocatorTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ScriptedSentinel first = opened(new ScriptedSentinel());
    private final ScriptedSentinel second = opened(new ScriptedSentinel());

    SentinelLocatorTest() throws IOException {}

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static String uri(String credentials, ScriptedSentinel... sentinels) {
        return "redis-sentinel://" + credentials
                + Arrays.stream(sentinels).map(ScriptedSentinel::place).collect(Collectors.joining(",")) + "/shop/3";
    }

    private SentinelLocator locator(ScriptedSentinel... sentinels) {
        return opened(new SentinelLocator(Backends.patient(uri("app:s3cret@", sentinels), Optional.empty(), 32)));
    }

    private static String contact(RedisSettings settings) {
        try (RedisBackend backend = RedisBackend.own(settings)) {
            return catchThrowableOfType(
                            CacheBackendException.class, () -> backend.contact(CallBudget.of(Duration.ofSeconds(10))))
                    .getMessage();
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    @Test
    void primaryThatIsNamed_isDialledAsTheAddressSaysForRedis() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1));

        assertThat(locator.now())
                .isEqualTo(new RedisAddress("127.0.0.1", 7_001, Optional.of("app"), Optional.of("s3cret"), 3, false))
                .isEqualTo(locator.last());
        assertThat(locator.login().database()).isEqualTo(3);
        assertThat(locator).hasToString(first.place() + "/shop/3, now at 127.0.0.1:7001");
    }

    @Test
    void beforeAnybodyWasAsked_aSentinelStandsForThePrimary() {
        SentinelLocator locator = locator(first, second);

        assertThat(locator.last().place()).isEqualTo(first.place());
        assertThat(locator.toString()).doesNotContain("now at").doesNotContain("s3cret");
    }

    @Test
    void sentinelThatDoesNotKnow_leavesItToTheNext() throws IOException {
        second.names(7_001, 1);

        assertThat(locator(first, second).now().port()).isEqualTo(7_001);
    }

    /** Jedis casts what it is greeted with. */
    @Test
    void serverThatGreetsInAnotherWay_leavesItToTheNext() throws IOException {
        first.greets("+OK\r\n");
        second.names(7_001, 1);

        assertThat(locator(first, second).now().port()).isEqualTo(7_001);
    }

    @Test
    void nobodyWhoNamesAPrimary_isSaidWithEachOnesReasonAndTheRemedies() throws Exception {
        second.answers("-ERR unknown command 'SENTINEL'\r\n");
        ScriptedSentinel odd = opened(new ScriptedSentinel().answers("+OK\r\n"));
        ScriptedSentinel gone = new ScriptedSentinel();
        gone.close();

        assertThatThrownBy(() -> locator(first, second, odd, gone).now())
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no Sentinel names the primary 'shop'")
                .hasMessageContaining(first.place() + ": ERR No such master")
                .hasMessageContaining(second.place() + ": it is a Redis, no Sentinel")
                .hasMessageContaining(odd.place() + ": what it answers is not known")
                .hasMessageContaining(gone.place() + ": cannot connect");
        assertThat(contact(Backends.patient(uri("", first, second), Optional.empty(), 32)))
                .contains("look at the name behind the hosts in cachex.backend.redis.uri")
                .contains("write redis:// in cachex.backend.redis.uri");
        assertThat(contact(Backends.patient(uri("", gone), Optional.empty(), 32)))
                .contains("look at the hosts and ports of the Sentinels");
    }

    @Test
    void sentinelThatRepeatsItsPassword_isNotQuoted() {
        first.greets("-ERR wrong arguments: AUTH cachex s3ntinel\r\n");

        assertThat(contact(Backends.toSentinels(uri("", first), "cachex", "s3ntinel")))
                .contains("its answer repeats credentials and is not shown")
                .doesNotContain("s3ntinel");
    }

    @Test
    void sentinelThatRefusesCredentials_isSaidWithTheirKeys() {
        first.greets("-WRONGPASS invalid username-password pair or user is disabled.\r\n");

        assertThat(contact(Backends.toSentinels(uri("", first), "cachex", "s3ntinel")))
                .contains("WRONGPASS", "look at cachex.backend.redis.sentinel.username")
                .contains("cachex.backend.redis.sentinel.password");
    }

    @Test
    void sentinelThatSaysNothing_isSaidToGiveNoAnswer() {
        first.answers("");

        assertThat(contact(Backends.defaults(uri("", first), 32))).contains(first.place() + ": no answer: ");
    }

    @Test
    void switchThatIsHeard_leavesThePrimaryBefore() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1));
        AtomicInteger moves = new AtomicInteger();
        locator.onMove(moves::incrementAndGet);
        locator.now();
        await().until(() -> first.subscribed() == 1);
        assertThat(moves).as("the first that is named is no move").hasValue(0);

        try (RedisLog log = new RedisLog()) {
            first.names(7_002, 2).switched();
            await().until(() -> moves.get() == 1);

            assertThat(locator.last().port()).isEqualTo(7_002);
            assertThat(log.lines()).contains("INFO the Sentinels name another primary of 'shop': 127.0.0.1:7002");
        }
        first.switched();
        assertThat(locator.now().port()).isEqualTo(7_002);
        assertThat(moves).as("a switch of another primary").hasValue(1);
    }

    @Test
    void connectionThatBreaks_isMadeAnewAndAsksWhatWasMissed() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1));
        locator.now();
        await().until(() -> first.subscribed() == 1);

        first.names(7_002, 2).hangUp();

        await().until(() -> locator.last().port() == 7_002);
    }

    @Test
    void sentinelsThatAnswerNoMore_leaveThePrimaryThatTheyNamedLast() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1), second.names(7_001, 1));
        locator.now();

        first.close();
        second.close();

        assertThat(locator.now().port()).isEqualTo(7_001);
    }

    /** A Sentinel that was cut off from the others names the primary before, until it hears of the vote. */
    @Test
    void wordOfAnEarlierVote_isNotBelieved() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 5), second.names(7_002, 4));
        locator.now();

        first.answers("-ERR sick\r\n");

        assertThat(locator.now().port()).isEqualTo(7_001);
        assertThat(locator.now().port()).as("however often it says so").isEqualTo(7_001);
    }

    @Test
    void earlierVoteByTheWordOfAll_isBelieved() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 5), second.names(7_001, 5));
        locator.now();

        first.names(7_002, 1);
        second.names(7_002, 1);

        await().until(() -> locator.now().port() == 7_002);
    }

    @Test
    void replicaThatIsNamed_isNotWrittenTo() {
        try (RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", "1")) {
            first.names(replica.port(), 1);

            assertThat(contact(Backends.patient(uri("", first), Optional.empty(), 32)))
                    .contains("the server that the Sentinels name for 'shop' is a replica")
                    .contains("a failover may be under way");
        }
    }

    @Test
    void closedOnAnInterruptedThread_endsItsThreadAndStaysInterrupted() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1));
        locator.now();
        await().until(() -> first.subscribed() == 1);

        Thread.currentThread().interrupt();
        locator.close();

        assertThat(Thread.interrupted()).isTrue();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("cachex-redis-sentinels")));
    }

    @Test
    void closed_listensNoMore() throws IOException {
        SentinelLocator locator = locator(first.names(7_001, 1));
        locator.now();
        await().until(() -> first.subscribed() == 1);

        locator.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cachex-redis-sentinels"));
        first.names(7_002, 2);
        assertThat(locator.now().port()).isEqualTo(7_002);
        assertThat(first.subscribed()).isEqualTo(1);
    }
}
