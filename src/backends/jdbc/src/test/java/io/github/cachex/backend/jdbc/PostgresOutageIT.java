// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.BackendLink.LinkListener;
import io.github.cachex.spi.BackendLink.LinkSession;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.TagState;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that hangs, is gone, and comes back. */
class PostgresOutageIT {
    private static final Duration BUDGET = Duration.ofMillis(300);
    private static final EntryKey KEY = new EntryKey("tck:1", "outage", "1");
    private static final CacheSpace SPACE = KEY.space();

    /** Notes what it hears. */
    private static final class Heard implements LinkListener {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void joined(CacheSpace cache) {
            all.add("joined");
        }

        @Override
        public void disconnected() {
            all.add("disconnected");
        }

        @Override
        public void alive(long sentAt) {
            all.add("alive");
        }

        @Override
        public void changed(CacheSpace cache, String id) {
            all.add("changed " + id);
        }

        @Override
        public void marked(CacheSpace cache, TagState state) {
            all.add("marked");
        }

        @Override
        public void unknown(CacheSpace cache) {
            all.add("unknown");
        }
    }

    private static NewEntry entry(long id) {
        return new NewEntry(id, new byte[] {1}, Lifetime.of(Duration.ofHours(1)));
    }

    private static CacheBackend backend(PostgresServer server) {
        return new JdbcBackendFactory()
                .create(BackendSettings.of("jdbc", "url", server.url(), "user", server.user(), "create-table", "true"));
    }

    @Test
    void serverThatHangs_holdsNobodyBeyondTheBudget() {
        try (PostgresServer server = PostgresServer.start();
                CacheBackend backend = backend(server)) {
            backend.write(KEY, entry(1), CallBudget.of(Duration.ofSeconds(10)));
            server.pause();
            Elapsed longest = Elapsed.start().stop();
            for (int i = 0; i < 20; i++) {
                Elapsed call = Elapsed.start();
                assertThatThrownBy(() -> backend.read(KEY, CallBudget.of(BUDGET)))
                        .isInstanceOf(CacheConnectionException.class)
                        .hasMessageContaining("backend-budget");
                longest = Elapsed.longestOf(List.of(longest, call.stop()));
            }
            longest.isWithin(BUDGET);
            server.resume();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> backend.read(KEY, CallBudget.of(BUDGET)).isPresent());
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", name, String.valueOf(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void serverThatIsKilledAndComesBack_isListenedToAgain() {
        try (PostgresServer server = PostgresServer.start();
                CacheBackend backend = backend(server);
                CacheBackend other = backend(server)) {
            Heard heard = new Heard();
            LinkSession session = backend.link().orElseThrow().open(heard);
            session.join(SPACE);
            Awaitility.await().until(() -> heard.all.contains("joined"));
            other.write(KEY, entry(1), CallBudget.of(Duration.ofSeconds(10)));
            Awaitility.await().until(() -> heard.all.contains("changed 1"));

            server.stop();
            assertThatThrownBy(() -> other.write(KEY, entry(2), CallBudget.of(BUDGET)))
                    .isInstanceOf(CacheConnectionException.class);
            Awaitility.await().until(() -> heard.all.contains("disconnected"));
            heard.all.clear();
            server.restart();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> heard.all.contains("joined"));
            Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
                other.write(KEY, entry(3), CallBudget.of(Duration.ofSeconds(1)));
                return heard.all.contains("changed 1");
            });
            session.beat();
            Awaitility.await().until(() -> heard.all.contains("alive"));
            assertThat(backend.read(KEY, CallBudget.of(Duration.ofSeconds(10)))).isPresent();
        }
    }

    /** What is not logged is gone after a crash, and with it the row that tells the format. */
    @Test
    void serverThatCrashed_letsApplicationsStart() {
        try (PostgresServer server = PostgresServer.start()) {
            try (CacheBackend backend = backend(server)) {
                backend.write(KEY, entry(1), CallBudget.of(Duration.ofSeconds(10)));
                signal("-KILL", server.pid());
                server.stop();
                server.restart();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .ignoreExceptions()
                        .until(() -> {
                            backend.write(KEY, entry(2), CallBudget.of(Duration.ofSeconds(1)));
                            return true;
                        });
            }
            BackendSettings plain = BackendSettings.of("jdbc", "url", server.url(), "user", server.user());
            try (CacheBackend next = new JdbcBackendFactory().create(plain)) {
                assertThat(next.read(KEY, CallBudget.of(Duration.ofSeconds(10))))
                        .isPresent();
            }
        }
    }
}
