// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Credentials open the door and appear nowhere else. */
class CredentialsTest {
    private static final EntryKey KEY = new EntryKey("tck:1", "credentials", "key");

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start("--requirepass", "s3cret");
        Raw.command(redis.port(), "AUTH s3cret\r\nACL SETUSER app on >pa55word ~* &* +@all");
        Raw.command(redis.port(), "AUTH s3cret\r\nACL SETUSER reader on >pa55word ~* &* +get +time +client +hello");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static RedisBackend as(String credentials) {
        return Backends.at("redis://" + credentials + "@127.0.0.1:" + redis.port() + "/3");
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(2));
    }

    private static CacheBackendException failure(RedisBackend backend) {
        try (backend) {
            return catchThrowableOfType(CacheBackendException.class, () -> backend.read(KEY, budget()));
        }
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void rightPassword_isLetIn() {
        for (String credentials : new String[] {":s3cret", "app:pa55word"}) {
            try (RedisBackend backend = as(credentials)) {
                backend.write(KEY, new NewEntry(1, new byte[1], Lifetime.of(Duration.ofMinutes(1))), budget());
                assertThat(backend.read(KEY, budget())).isPresent();
                assertThat(backend.toString()).contains("127.0.0.1").doesNotContain("s3cret", "pa55word");
            }
        }
    }

    @Test
    void wrongPassword_isAnErrorWithoutIt() {
        CacheBackendException failure = failure(as("app:wr0ng"));

        assertThat(failure).isNotInstanceOf(CacheConnectionException.class).hasMessageContaining("WRONGPASS");
        assertThat(failure.perhapsApplied()).isFalse();
        assertThat(everything(failure)).doesNotContain("wr0ng");
    }

    @Test
    void noPassword_isAnError() {
        CacheBackendException failure = failure(Backends.on(redis));

        assertThat(failure).hasMessageContaining("NOAUTH");
        assertThat(failure.perhapsApplied()).isFalse();
    }

    @Test
    void missingRights_areAnErrorOfTheOperationThatNeedsThem() {
        try (RedisBackend reader = as("reader:pa55word")) {
            CacheBackendException failure = catchThrowableOfType(
                    CacheBackendException.class,
                    () -> reader.write(
                            KEY, new NewEntry(1, new byte[1], Lifetime.of(Duration.ofMinutes(1))), budget()));

            assertThat(failure).hasMessageContaining("NOPERM");
            assertThat(failure.perhapsApplied()).isFalse();
        }
    }

    /** A server that does not know a command repeats it with what it was given, password and all. */
    @Test
    void serverThatRepeatsThePassword_isNotQuoted() throws IOException {
        try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering =
                    new Thread(() -> answer(old, "-ERR unknown command HELLO, args: 2 AUTH app pa55word\r\n"));
            answering.start();

            CacheBackendException failure =
                    failure(Backends.at("redis://app:pa55word@127.0.0.1:" + old.getLocalPort()));

            assertThat(failure).hasMessageContaining("6.2");
            assertThat(everything(failure)).doesNotContain("pa55word");
        }
    }

    @Test
    void loading_isAnErrorThatSaysNothingWasDone() throws IOException {
        try (ServerSocket starting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering =
                    new Thread(() -> answer(starting, "-LOADING Redis is loading the dataset in memory\r\n"));
            answering.start();

            CacheBackendException failure = failure(Backends.at("redis://127.0.0.1:" + starting.getLocalPort()));

            assertThat(failure).isNotInstanceOf(CacheConnectionException.class).hasMessageContaining("LOADING");
            assertThat(failure.perhapsApplied()).isFalse();
        }
    }

    /** Answers so to everybody, since a server that is loading is dialled once more. */
    private static void answer(ServerSocket server, String line) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client, or the server, has gone.
            }
        }
    }
}
