// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connection begins with. */
class GreetingTest {
    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(5));
    }

    /** Returns a server that answers lines which begin with {@code begin} with {@code text}. */
    private static ScriptedServer saying(String begin, String text) {
        return new ScriptedServer((line, out) -> {
            if (line.startsWith(begin)) {
                ScriptedServer.say(out, text + "\r\n");
                return true;
            }
            return false;
        });
    }

    private static MemcachedStore store(ScriptedServer server, Optional<Credentials> credentials) {
        MemcachedSettings settings = new MemcachedSettings(
                ServerAddress.list(server.address()), Optional.empty(), credentials, 4, Duration.ofMillis(250));
        return new MemcachedStore(new Node(settings.servers().get(0), settings), TestSettings.clock());
    }

    @ParameterizedTest
    @CsvSource({
        "mg, ERROR, meta commands, 1.6.10",
        "mg, CLIENT_ERROR bad command line format, meta commands, twemproxy",
        "mg, CLIENT_ERROR unauthenticated, wants to know who asks, cachex.backend.memcached.password",
        "mg, 'VA 4 c0\r\nrun1', CAS switched off, without -C",
        "mg, SERVER_ERROR out of memory, out of memory, ",
        "mg, HD, not an answer of memcached, ",
        "version, VERSION mcrouter 1.0, mcrouter, are supported",
        "stats, ERROR, ERROR, ",
        "stats, END, item_size_max, 1.6.10",
        "stats, 'STAT item_size_max many\r\nEND', item_size_max, 1.6.10"
    })
    void whatCannotBeUsed_isRefusedInWords(String begin, String answer, String problem, String remedy)
            throws IOException {
        try (ScriptedServer server = saying(begin, answer);
                MemcachedStore store = store(server, Optional.empty())) {
            assertThatThrownBy(() -> store.contact(budget()))
                    .isInstanceOf(CacheBackendException.class)
                    .hasMessageContaining(problem)
                    .hasMessageContaining(remedy == null ? problem : remedy);
        }
    }

    @Test
    void serverThatKeepsNothing_isRefused() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (line.startsWith(ScriptedServer.RUN)) {
                        ScriptedServer.say(out, "EN\r\n");
                    } else if (line.startsWith("ms ")) {
                        ScriptedServer.say(out, "HD c5\r\n");
                    }
                    return !line.equals("version") && !line.startsWith("stats");
                });
                MemcachedStore store = store(server, Optional.empty())) {
            assertThatThrownBy(() -> store.contact(budget())).hasMessageContaining("keeps nothing");
        }
    }

    @Test
    void passwordThatIsWrong_isSaidAndNotShown() throws IOException {
        try (ScriptedServer server = new ScriptedServer((line, out) -> {
                    if (line.startsWith("mg ")) {
                        ScriptedServer.say(out, "CLIENT_ERROR unauthenticated\r\n");
                    } else if (line.startsWith("set ")) {
                        ScriptedServer.say(out, "CLIENT_ERROR authentication failure\r\n");
                    }
                    return true;
                });
                MemcachedStore store = store(server, Optional.of(new Credentials("bob", "verysecret")))) {
            assertThatThrownBy(() -> store.contact(budget()))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("cachex.backend.memcached.user")
                    .hasMessageNotContaining("verysecret");
            assertThat(server.heard()).contains("bob verysecret");
            assertThat(new Credentials("bob", "verysecret").toString()).doesNotContain("verysecret", "bob");
        }
    }

    @Test
    void serverThatDoesNotAsk_isToldNoPassword() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("EN\r\n");
                MemcachedStore store = store(server, Optional.of(new Credentials("bob", "verysecret")))) {
            assertThat(store.get("name", budget())).isEmpty();
            assertThat(server.heard()).noneMatch(line -> line.contains("verysecret") || line.startsWith("set"));
        }
    }

    @Test
    void settingsAreAsked_onceForARun() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("EN\r\n");
                MemcachedStore store = store(server, Optional.empty())) {
            assertThat(store.largestRecord()).isEqualTo((1 << 20) - MemcachedStore.OVERHEAD);
            assertThat(store.get("name", budget())).isEmpty();
            server.cut();
            assertThat(store.get("name", budget())).isEmpty();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.heard().stream().filter(line -> line.startsWith("stats")))
                    .hasSize(1);
        }
    }
}
