// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetSocketTest {
    /** More than both ends keep for one that does not read. */
    private static final byte[] LARGE = new byte[32 << 20];

    private final Watchdog watchdog = new Watchdog();
    /** No time passes, so that the gate stays shut after a failure. */
    private final ConnectGate gate = new ConnectGate(ManualClock.create()::nanos);

    private final BudgetSocket socket = new BudgetSocket(gate, watchdog);
    private Socket other;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.connect(server.getLocalSocketAddress());
            other = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        Thread.interrupted();
        socket.close();
        other.close();
        watchdog.close();
    }

    @Test
    void closedByTheOtherSide_isStale() throws IOException {
        other.close();

        Awaitility.await().until(socket::isStale);
    }

    @Test
    void toldWhatNobodyAskedFor_isStale() throws IOException {
        other.getOutputStream().write('+');

        Awaitility.await().until(socket::isStale);
    }

    @Test
    void closedHere_isStale() throws IOException {
        socket.close();

        Awaitility.await().until(socket::isStale);
    }

    @Test
    void outsideOfACall_waitsForTheSocketsOwnTimeOut() throws IOException {
        socket.setSoTimeout(1);

        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no whole answer in time");
        assertThat(socket.isClosed()).isTrue();
        assertThat(socket.getSoTimeout()).isEqualTo(1);
        gate.pass();
    }

    @Test
    void budgetSpentWhileTheOtherSideWorks_isTheCallersOwnTrouble() throws IOException {
        try (CallScope call = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            socket.getOutputStream().write('?');

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("the budget is spent")
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(call.wasSent()).isTrue();
        }
        assertThat(socket.isClosed()).isTrue();
        gate.pass();
    }

    @Test
    void budgetSpentBeforeALargeWrite_isTheCallersOwnTrouble() {
        try (CallScope call = CallScope.bind(CallBudget.of(Duration.ZERO))) {
            assertThatThrownBy(() -> socket.getOutputStream().write(LARGE))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(call.wasSent()).isTrue();
        }
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void nothingReadByTheOtherSide_endsALargeWrite_andKeepsOthersFromDialling() throws IOException {
        socket.setSoTimeout(50);

        assertThatThrownBy(() -> socket.getOutputStream().write(LARGE))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("nothing was read in time");
        assertThatThrownBy(gate::pass).hasMessageContaining("nothing was read in time");
    }

    @Test
    void connectionLostUnderAnInterrupt_isTheInterruptsDoing() throws IOException {
        socket.setSoTimeout(10_000);
        other.setSoLinger(true, 0);
        other.close();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> {
                    while (true) {
                        socket.getOutputStream().write('?');
                        socket.getInputStream().read();
                    }
                })
                .isInstanceOf(SocketException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}
