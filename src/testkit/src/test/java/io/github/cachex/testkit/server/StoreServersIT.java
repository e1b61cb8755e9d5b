// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the servers starts, stops and starts again. */
class StoreServersIT {
    private static final Path DYNALITE = Path.of("../../tck-tests/dynalite");

    static Stream<Arguments> servers() {
        return Stream.of(
                server("postgresql", PostgresServer::start),
                server("mariadb", MariaDbServer::start),
                server("memcached", MemcachedServer::start),
                server("dynalite", () -> DynaliteServer.start(DYNALITE)),
                server("varnish", () -> VarnishServer.start("vcl 4.1; import xkey; backend default none;")));
    }

    private static Arguments server(String name, Supplier<StoreServer> start) {
        return Arguments.of(name, start);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void server_startsStopsAndStartsAgain(String name, Supplier<StoreServer> start) {
        Path folder;
        try (StoreServer server = start.get()) {
            folder = server.folder();
            assertThat(server.answers()).as(name).isTrue();
            server.stop();
            assertThat(server.answers()).isFalse();
            server.restart();
            assertThat(server.answers()).isTrue();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void pause_leavesEverybodyWithoutAnAnswerUntilItIsResumed() throws IOException {
        try (MemcachedServer server = MemcachedServer.start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            server.pause();
            socket.getOutputStream().write("mn\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
            server.resume();
            socket.setSoTimeout(0);
            assertThat(socket.getInputStream().read()).isEqualTo('M');
        }
    }

    @Test
    void whatIsNotThere_isNamedWithItsPackage(@TempDir Path empty) throws IOException {
        assertThatThrownBy(() -> Program.find("no-such-program", "its-package"))
                .hasMessageContainingAll("no-such-program", "its-package", ".ci/backends");
        assertThatThrownBy(() -> DynaliteServer.start(Files.createDirectory(empty.resolve("project"))))
                .hasMessageContainingAll("npm ci", ".ci/backends");
    }

    @Test
    void serverThatEnds_saysWhatItsLogEndsWith() {
        assertThatThrownBy(() -> MemcachedServer.start("--no-such-option"))
                .hasMessageContainingAll("memcached ended", "no-such-option");
    }
}
