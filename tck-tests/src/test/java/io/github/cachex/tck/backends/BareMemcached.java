// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection to a memcached. */
final class BareMemcached implements BareClient {
    private final Socket socket;
    private final InputStream in;
    private String inserted = "";

    BareMemcached(SharedStore store) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), store.port());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private String ask(String line, byte[] block) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (block.length > 0) {
            out.write(block);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        socket.getOutputStream().write(out.toByteArray());
        return line();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public Optional<byte[]> read(String key) throws IOException {
        String head = ask("mg " + key + " v c", new byte[0]);
        if (!head.startsWith("VA ")) {
            return Optional.empty();
        }
        byte[] bytes = in.readNBytes(Integer.parseInt(head.split(" ", -1)[1]));
        line();
        return Optional.of(bytes);
    }

    @Override
    public void insert(String key, byte[] bytes) throws IOException {
        inserted = ask("ms " + key + " " + bytes.length + " c ME", bytes).substring("HD c".length());
    }

    @Override
    public void replace(String key, byte[] bytes) throws IOException {
        if (!ask("ms " + key + " " + bytes.length + " C" + inserted, bytes).startsWith("HD")) {
            throw new IllegalStateException("somebody was faster");
        }
    }

    @Override
    public void delete(String key) throws IOException {
        ask("md " + key, new byte[0]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
