// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What starting, freezing and ending mean, whatever the server runs in. */
abstract class RedisHostContract {
    private final int port = RedisServer.freePort();
    private RedisHost host;

    /** Returns a server of the kind under test that is still to be started. */
    abstract RedisHost host(int port);

    @BeforeEach
    void start() {
        host = host(port);
        host.start();
        awaitAnswer();
    }

    @AfterEach
    void stop() {
        host.stop();
    }

    @Test
    void running_startedAgain_goesOnWithItsData() {
        assertThat(say("SET a b")).isEqualTo('+');
        host.start();
        assertThat(say("LLEN a"))
                .as("an error, since a is a string and still there")
                .isEqualTo('-');
    }

    @Test
    void running_resumed_goesOn() {
        host.resume();
        assertThat(say("PING")).isEqualTo('+');
    }

    @Test
    void paused_runsAndIsSilent() {
        host.pause();
        assertThat(host.isRunning()).isTrue();
        assertThat(isSilent()).isTrue();
    }

    @Test
    void pausedTwice_oneResumeIsEnough() {
        host.pause();
        host.pause();
        assertThat(isSilent()).isTrue();
        host.resume();
        awaitAnswer();
        host.resume();
        assertThat(say("PING")).isEqualTo('+');
    }

    @Test
    void paused_startedAgain_staysSilent() {
        host.pause();
        host.start();
        assertThat(isSilent()).isTrue();
    }

    @Test
    void stopped_isRefusedAndCanNeitherBePausedNorResumed() {
        host.stop();
        assertThat(host.isRunning()).isFalse();
        assertThatIllegalStateException().isThrownBy(host::pause).withMessageContaining("does not run");
        assertThatIllegalStateException().isThrownBy(host::resume).withMessageContaining("does not run");
        host.stop();
        assertThat(isRefused()).isTrue();
    }

    @Test
    void pausedAndStopped_isGone() {
        host.pause();
        host.stop();
        assertThat(host.isRunning()).isFalse();
        assertThat(isRefused()).isTrue();
    }

    @Test
    void startedAfterStop_answersOnTheSamePortWithoutItsData() {
        String address = host.address();
        assertThat(say("SET a b")).isEqualTo('+');
        host.pause();
        host.stop();
        host.start();
        awaitAnswer();
        assertThat(host.address()).isEqualTo(address);
        assertThat(say("LLEN a")).as("no error, since a is gone").isEqualTo(':');
        host.pause();
        assertThat(isSilent()).as("a pause before the stop is forgotten").isTrue();
    }

    @Test
    void neverStarted_stopDoesNothing() {
        RedisHost other = host(RedisServer.freePort());
        other.stop();
        assertThat(other.isRunning()).isFalse();
        assertThatIllegalStateException().isThrownBy(other::pause).withMessageContaining("does not run");
    }

    private void awaitAnswer() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> say("PING") == '+');
    }

    private boolean isRefused() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.address(), port), 10_000);
            // Docker's proxy may take the connection and let go of it at once.
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** A machine that is busy answers late; one that is frozen does not answer at all. */
    private boolean isSilent() {
        try (Socket socket = connect(500)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int say(String command) {
        try (Socket socket = connect(10_000)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket connect(int patience) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host.address(), port), 10_000);
        socket.setSoTimeout(patience);
        return socket;
    }
}
