// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWatchTest {
    private static final String READONLY = "READONLY You can't write against a read only replica.";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private final ServerWatch watch = new ServerWatch("Redis at host", drops::incrementAndGet, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private boolean refusedNow() {
        return watch.refused(READONLY, watch.mark());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READONLY You can't write against a read only replica.",
                "ERR Error running script (call to f_0): @user_script:9: @user_script: 9: -READONLY You can't write",
                "@user_script: 66: -READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica. script: 0, on @user_script:66.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "LOADING Redis is loading the dataset in memory",
                "UNBLOCKED force unblock from blocking operation, instance state changed",
                "NOREPLICAS Not enough good replicas to write.",
                "NOAUTH Authentication required.",
                "WRONGPASS invalid username-password pair or user is disabled.",
                "CLUSTERDOWN The cluster is down"
            })
    void answerOfTheServer_isToldFromOneToTheCommand(String answer) {
        assertThat(ServerWatch.isOfTheServer(answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "ERR unknown command `READONLY`",
                "NOPERM this user has no permissions to run the 'loading' command",
                "MOVED 3999 127.0.0.1:6381"
            })
    void answerToTheCommand_isNone(String answer) {
        assertThat(ServerWatch.isOfTheServer(answer)).isFalse();
        assertThat(ServerWatch.isOfTheServer(null)).isFalse();
    }

    @Test
    void refusals_dropConnectionsOnceASecond() {
        assertThat(refusedNow()).isTrue();
        assertThat(refusedNow()).as("asked over a new connection").isFalse();
        pass(Duration.ofMillis(999));
        assertThat(refusedNow()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(refusedNow()).isTrue();

        assertThat(drops).hasValue(2);
        assertThat(watch.generation()).isEqualTo(2);
    }

    @Test
    void refusalOfWhatWasSentBeforeOthersWereDropped_isWorthAnotherTryAtOnce() {
        long sent = watch.mark();
        pass(Duration.ofMillis(1));
        refusedNow();

        assertThat(watch.refused(READONLY, sent)).isTrue();
        assertThat(drops).hasValue(1);
    }

    @Test
    void writesTakenAgain_renewOthersOnce() {
        watch.onChange(renewals::incrementAndGet);
        watch.accepted();
        assertThat(renewals).as("nothing was in doubt").hasValue(0);

        refusedNow();
        watch.accepted();
        watch.accepted();
        assertThat(renewals).hasValue(1);

        watch.doubt();
        watch.accepted();
        assertThat(renewals).hasValue(2);
    }

    @Test
    void refusalsThatLast_areSaidOnceWithTheRemedyAndTheirEndToo() {
        try (RedisLog log = new RedisLog()) {
            for (int i = 0; i < 10; i++) {
                refusedNow();
                pass(Duration.ofSeconds(1));
            }
            watch.accepted();

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).startsWith("WARNING Redis at host").contains("READONLY", "redis.uri");
            assertThat(log.lines().get(1)).isEqualTo("INFO Redis at host takes writes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONGPASS invalid username-password pair, WRONGPASS, cachex.backend.redis.password",
        "NOAUTH Authentication required., NOAUTH, cachex.backend.redis.username",
        "NOREPLICAS Not enough good replicas to write., NOREPLICAS, it has lost its replicas",
        "LOADING Redis is loading the dataset in memory, LOADING, until then it is done without",
    })
    void refusalOfAnotherKindThatLasts_isSaidWithWhatToDo(String answer, String code, String remedy) {
        try (RedisLog log = new RedisLog()) {
            for (int i = 0; i < 10; i++) {
                watch.refused(answer, watch.mark());
                pass(Duration.ofSeconds(1));
            }

            assertThat(log.lines()).singleElement().asString().contains("goes on to answer " + code, remedy);
        }
    }

    @Test
    void serverThatIsLeft_losesItsConnectionsAndTheLinkAtOnce() {
        watch.onChange(renewals::incrementAndGet);

        watch.leave();

        assertThat(drops).hasValue(1);
        assertThat(watch.generation()).isEqualTo(1);
        assertThat(renewals).hasValue(1);
        assertThat(watch.refused(READONLY, watch.mark() - 1))
                .as("what was sent before is worth another try")
                .isTrue();
    }

    @Test
    void failoverThatIsOverSoon_isNotWorthALine() {
        try (RedisLog log = new RedisLog()) {
            refusedNow();
            pass(Duration.ofSeconds(1));
            refusedNow();
            watch.accepted();

            assertThat(log.lines()).isEmpty();
        }
    }
}
