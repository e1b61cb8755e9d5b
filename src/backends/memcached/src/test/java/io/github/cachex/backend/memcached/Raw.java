// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import io.github.cachex.spi.CallBudget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** What a test says to a server itself. */
final class Raw implements AutoCloseable {
    private final Node node;

    Raw(String server) {
        node = TestSettings.node(server);
    }

    private <T> T call(Node.Exchange<T> exchange) {
        return node.call(new Node.Call("raw", "raw", true), CallBudget.of(Duration.ofSeconds(5)), exchange);
    }

    /** Stores {@code bytes} whatever is there. */
    void set(String name, byte[] bytes) {
        String unused = call(wire ->
                wire.ask(Command.put(RecordName.of(name), bytes, 0, "MS")).line());
    }

    /** Returns the cas unique of {@code name}; 0 where there is none. */
    long cas(String name) {
        return call(wire -> {
            Reply reply = wire.ask(Command.get(RecordName.of(name)));
            return reply.code().equals(Reply.VALUE) ? reply.cas() : 0;
        });
    }

    /** Returns how many commands that read or store the server at {@code port} has counted. */
    static long commands(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Stream.generate(() -> line(in))
                    .takeWhile(line -> !line.equals("END"))
                    .filter(line -> line.startsWith("STAT cmd_get ") || line.startsWith("STAT cmd_set "))
                    .mapToLong(line -> Long.parseLong(line.substring("STAT cmd_get ".length())))
                    .sum();
        }
    }

    private static String line(BufferedReader in) {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
