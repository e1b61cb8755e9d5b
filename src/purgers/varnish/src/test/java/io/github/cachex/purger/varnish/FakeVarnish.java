// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something that takes purges, answers as it is told, and keeps what it was asked. */
final class FakeVarnish implements AutoCloseable {
    static final String DONE = "HTTP/1.1 200 Purged\r\nCachex-Purged: 1\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private volatile String answer = DONE;

    FakeVarnish() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake-varnish");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                List<String> lines = new ArrayList<>();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    lines.add(line);
                }
                String now = answer;
                if (now.equals(DONE)) {
                    requests.add(lines);
                }
                socket.getOutputStream().write(now.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    void answers(String text) {
        answer = text;
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Returns the requests that were answered well: their lines. */
    List<List<String>> requests() {
        return requests;
    }

    /** Returns the keys that it was to purge by xkey, in order. */
    List<String> purged() {
        String header = "Cachex-Purge: ";
        return requests.stream()
                .flatMap(List::stream)
                .filter(line -> line.startsWith(header))
                .flatMap(line -> List.of(line.substring(header.length()).split(" ")).stream())
                .toList();
    }

    /** Returns what it was to ban. */
    List<String> banned() {
        return requests.stream()
                .flatMap(List::stream)
                .filter(line -> line.startsWith("Cachex-Ban: "))
                .toList();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
