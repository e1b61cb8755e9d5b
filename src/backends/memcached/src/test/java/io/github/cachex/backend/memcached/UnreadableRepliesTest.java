// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no memcached answers breaks its connection, and costs no room. */
class UnreadableRepliesTest {
    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VA 2147483647 c1\r\n",
                "VA 99999999999999999999 c1\r\n",
                "VA -1 c1\r\n",
                "VA x c1\r\n",
                "VA  c1\r\n",
                "VA 1048577 c1\r\n",
                "VA 3 c1\r\nabcd\r\n",
                "VA 3\r\nabc\r\n",
                "VA 3 cx\r\nabc\r\n",
                "VA 3 c0\r\nabc\r\n",
                "VA 3 c9007199254740993\r\nabc\r\n",
                "HD\r\n",
                "HTTP/1.1 400 Bad Request\r\n",
                "\r\n",
                "EN\rX"
            })
    void breaksItsConnection(String reply) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(reply);
                MemcachedStore store = TestSettings.store(server.address())) {
            for (int i = 1; i <= 2; i++) {
                assertThatThrownBy(() -> store.get("name", budget()))
                        .isInstanceOf(CacheConnectionException.class)
                        .hasMessageContaining("not an answer of memcached")
                        .hasMessageContaining(server.address());
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    @Test
    void lineWithoutAnEnd_isGivenUp() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("x".repeat(1 << 20));
                MemcachedStore store = TestSettings.store(server.address())) {
            assertThatThrownBy(() -> store.get("name", budget())).hasMessageContaining("a line without an end");
        }
    }

    @Test
    void listWithoutAnEnd_isGivenUp() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (line.equals("stats settings")) {
                        ScriptedServer.say(out, "STAT a b\r\n".repeat(1_001));
                        return true;
                    }
                    return false;
                });
                MemcachedStore store = TestSettings.store(server.address())) {
            assertThatThrownBy(() -> store.get("name", budget())).hasMessageContaining("a list without an end");
        }
    }

    @Test
    void blockThatBreaksOff_isNoAnswer() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (ScriptedServer.isGreeting(line)) {
                        return false;
                    }
                    ScriptedServer.say(out, "VA 1000000 c1\r\nabc");
                    throw new IOException("cut");
                });
                MemcachedStore store = TestSettings.store(server.address())) {
            assertThatThrownBy(() -> store.get("name", budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("breaks off");
        }
    }

    @Test
    void errorOfTheServer_isSaidAndCostsNoConnection() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("SERVER_ERROR out of memory storing object\r\n");
                MemcachedStore store = TestSettings.store(server.address())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.get("name", budget()))
                        .isExactlyInstanceOf(CacheBackendException.class)
                        .hasMessageContaining("out of memory");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void errorOfTheCommand_costsItsConnection() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("CLIENT_ERROR bad command line format\r\n");
                MemcachedStore store = TestSettings.store(server.address())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> store.get("name", budget()))
                        .isExactlyInstanceOf(CacheBackendException.class)
                        .hasMessageContaining("bad command line");
            }
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void strangeAnswersToChanges_areNoAnswers() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("MN\r\n");
                MemcachedStore store = TestSettings.store(server.address())) {
            assertThatThrownBy(() -> store.delete("name", version(), budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .satisfies(e -> assertThat(((CacheBackendException) e).perhapsApplied())
                            .isTrue());
            assertThatThrownBy(() -> store.put("name", 0, new byte[1], 0, budget()))
                    .isInstanceOf(CacheConnectionException.class);
        }
    }

    private static long version() {
        return (1L << 52) | 5;
    }

    @Test
    void oneOfSeveralThatIsRefused_saysThatOthersMayBeDone() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("SERVER_ERROR out of memory storing object\r\n");
                MemcachedStore store = TestSettings.store(server.address())) {
            CasStore.Change change = new CasStore.Change("a", 0, new byte[] {1}, 0);
            CasStore.Change other = new CasStore.Change("b", 0, null, 0);
            assertThatThrownBy(() -> store.changeAll(List.of(change, other), budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("in part");
        }
    }

    @Test
    void versionOfAnotherRun_isRefusedWithoutAsking() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HD c7\r\n");
                MemcachedStore store = TestSettings.store(server.address())) {
            long other = (2L << 52) | 5;
            assertThat(store.put("name", other, new byte[1], 0, budget())).isEmpty();
            assertThat(store.delete("name", other, budget())).isFalse();
            assertThat(store.changeAll(List.of(new CasStore.Change("name", other, new byte[1], 0)), budget()))
                    .containsExactly(OptionalLong.empty());
            assertThat(server.heard()).allMatch(ScriptedServer::isGreeting);
            assertThat(store.put("name", version(), new byte[1], 0, budget())).hasValue((1L << 52) | 7);
        }
    }
}
