// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.ServedPort;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Stands before a Redis as a proxy does that knows some commands alone: those it passes on, one after the other; others it answers with
 * an error or by hanging up.
 */
final class CommandFilter implements AutoCloseable {
    private final ServedPort port;
    private final int back;
    private final Set<String> known;
    private final boolean hangsUp;
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    private CommandFilter(int back, Set<String> known, boolean hangsUp) throws IOException {
        this.back = back;
        this.known = known;
        this.hangsUp = hangsUp;
        this.port = ServedPort.open((served, client) -> served.start(() -> serve(served, client)));
    }

    /** Returns one that passes {@code known} on, in lower case, and answers others with an error. */
    static CommandFilter refusing(int back, Set<String> known) throws IOException {
        return new CommandFilter(back, known, false);
    }

    /** Returns one that passes {@code known} on and breaks the connection for others. */
    static CommandFilter hangingUp(int back, Set<String> known) throws IOException {
        return new CommandFilter(back, known, true);
    }

    String uri() {
        return port.uri();
    }

    /** Returns which commands were asked for in vain. */
    Set<String> refused() {
        return Set.copyOf(refused);
    }

    private void serve(ServedPort served, Socket client) throws IOException {
        try (client;
                Socket server = served.dial(back)) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            DataInputStream answers = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            while (true) {
                List<byte[]> command = command(in);
                String name = new String(command.get(0), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                if (known.contains(name)) {
                    server.getOutputStream().write(bytes(command));
                    pass(answers, client.getOutputStream());
                } else {
                    refused.add(name);
                    if (hangsUp) {
                        return;
                    }
                    client.getOutputStream()
                            .write(("-ERR unsupported command '" + name + "'\r\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static List<byte[]> command(DataInputStream in) throws IOException {
        int count = Integer.parseInt(line(in).substring(1));
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(text(in, Integer.parseInt(line(in).substring(1))));
        }
        return parts;
    }

    private static byte[] text(DataInputStream in, int length) throws IOException {
        byte[] text = new byte[length];
        in.readFully(text);
        in.skipNBytes(2);
        return text;
    }

    private static byte[] bytes(List<byte[]> command) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(("*" + command.size() + "\r\n").getBytes(StandardCharsets.UTF_8));
        for (byte[] part : command) {
            all.write(("$" + part.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            all.write(part);
            all.write('\r');
            all.write('\n');
        }
        return all.toByteArray();
    }

    /** Passes one answer on, whatever it nests. */
    private static void pass(DataInputStream answers, OutputStream to) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        copy(answers, answer);
        to.write(answer.toByteArray());
    }

    private static void copy(DataInputStream answers, OutputStream to) throws IOException {
        String line = line(answers);
        to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        int length = line.charAt(0) == '$' || line.charAt(0) == '*' ? Integer.parseInt(line.substring(1)) : -1;
        if (line.charAt(0) == '$' && length >= 0) {
            to.write(text(answers, length));
            to.write('\r');
            to.write('\n');
        }
        for (int i = 0; line.charAt(0) == '*' && i < length; i++) {
            copy(answers, to);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
