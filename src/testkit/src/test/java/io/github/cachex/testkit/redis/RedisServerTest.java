// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisServerTest {
    @Test
    void started_answersOnItsOwnPort() throws IOException {
        try (RedisServer first = RedisServer.start();
                RedisServer second = RedisServer.start("--requirepass", "secret")) {
            assertThat(first.port()).isNotEqualTo(second.port());
            assertThat(first.uri()).isEqualTo("redis://127.0.0.1:" + first.port());
            assertThat(say(first, "PING")).isEqualTo('+');
            assertThat(say(second, "PING")).isEqualTo('-');
        }
    }

    @Test
    void pausedAndResumed_isSilentAndThenAnswers() throws IOException {
        try (RedisServer redis = RedisServer.start()) {
            redis.pause();
            assertThatThrownBy(() -> say(redis, "PING")).isInstanceOf(SocketTimeoutException.class);
            redis.resume();
            assertThat(say(redis, "PING")).isEqualTo('+');
        }
    }

    @Test
    void stoppedAndRestarted_isRefusedAndThenEmpty() throws IOException {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(say(redis, "SET a b")).isEqualTo('+');
            redis.stop();
            assertThatThrownBy(() -> say(redis, "PING")).isInstanceOf(ConnectException.class);
            redis.restart();
            assertThat(say(redis, "DEL a")).isEqualTo(':');
        }
    }

    private static int say(RedisServer redis, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(redis.hostName(), redis.port()), 200);
            socket.setSoTimeout(200);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }
}
