// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.spi.CallBudget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketConnectorTest {
    @ParameterizedTest
    @CsvSource({"[::1], ::1", "redis.example., redis.example", "redis.example, redis.example", "10.0.0.1, 10.0.0.1"})
    void host_isSaidAsCertificatesHaveIt(String host, String bare) {
        assertThat(SocketConnector.bare(host)).isEqualTo(bare);
    }

    /** Containers have such names, which are none for TLS. */
    @Test
    void nameWithAnUnderscore_isNotToldToTheServerAndHeldAgainstTheCertificate(@TempDir Path files) throws Exception {
        Certificate certificate = Certificate.of(files, "server", "dns:localhost");
        SSLSocketFactory trusting =
                Tls.sockets(Optional.of(Tls.trusting(List.of(certificate.certificate()))), Optional.empty());
        RedisAddress address = new RedisAddress("my_redis_", 1, Optional.empty(), Optional.empty(), 0, true);
        try (ServerSocket redis = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TlsServer server = TlsServer.before(redis.getLocalPort(), certificate);
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThatThrownBy(() -> SocketConnector.greeted(trusting, plain, address))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("my_redis_");
            assertThat(server.names()).isEmpty();
        }
    }

    @Test
    void callWhoseBudgetIsSpent_isNotHeldAgainstTheServer() throws Exception {
        try (ServerSocket redis = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Watchdog watchdog = new Watchdog()) {
            RedisSettings settings = Backends.patient("redis://127.0.0.1:" + redis.getLocalPort(), Optional.empty(), 1);
            SocketConnector connector = new SocketConnector(
                    ServerLocator.at(settings.servers().hosts().get(0)), settings, new ConnectGate(), watchdog);

            try (CallScope spent = CallScope.bind(CallBudget.of(Duration.ZERO))) {
                assertThatThrownBy(connector::createSocket)
                        .isInstanceOf(ConnectGate.NotDialled.class)
                        .hasMessageContaining("the budget is spent");
            }

            try (Socket dialled = connector.createSocket()) {
                assertThat(dialled.isConnected()).isTrue();
            }
        }
    }
}
