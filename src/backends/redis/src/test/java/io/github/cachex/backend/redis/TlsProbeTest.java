// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.redis.RedisServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeTest {
    private static TlsProbe probe(int port, boolean tls, SSLSocketFactory sockets) {
        RedisAddress address = new RedisAddress("localhost", port, Optional.empty(), Optional.empty(), 0, tls);
        return new TlsProbe(address, Optional.of(sockets));
    }

    @Test
    void serverThatCannotBeReached_isNoProblemOfTls() {
        int port = RedisServer.freePort();

        assertThat(probe(port, true, Tls.ofTheJvm()).problem()).isEmpty();
        assertThat(probe(port, false, Tls.ofTheJvm()).problem()).isEmpty();
    }

    @Test
    void serverThatSaysNothing_isNoProblemOfTls() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(probe(mute.getLocalPort(), true, Tls.ofTheJvm()).problem())
                    .isEmpty();
            assertThat(probe(mute.getLocalPort(), false, Tls.ofTheJvm()).problem())
                    .isEmpty();
        }
    }

    @Test
    void serverThatIsTrusted_hasNoProblem(@TempDir Path files) throws Exception {
        Certificate certificate = Certificate.of(files, "server", "dns:localhost");
        SSLSocketFactory trusting =
                Tls.sockets(Optional.of(Tls.trusting(List.of(certificate.certificate()))), Optional.empty());
        try (RedisServer redis = RedisServer.start();
                TlsServer server = TlsServer.before(redis.port(), certificate)) {
            assertThat(probe(server.port(), true, trusting).problem()).isEmpty();
        }
    }
}
