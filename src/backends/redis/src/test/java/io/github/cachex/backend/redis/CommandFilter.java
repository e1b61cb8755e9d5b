// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Stands before a Redis as a proxy does that knows some commands alone: those it passes on, one after the other; others it answers with
 * an error or by hanging up.
 */
final class CommandFilter implements AutoCloseable {
    private final ServerSocket front;
    private final int back;
    private final Set<String> known;
    private final boolean hangsUp;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    private CommandFilter(int back, Set<String> known, boolean hangsUp) throws IOException {
        this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.back = back;
        this.known = known;
        this.hangsUp = hangsUp;
        start(this::accept);
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
        return "redis://127.0.0.1:" + front.getLocalPort();
    }

    /** Returns which commands were asked for in vain. */
    Set<String> refused() {
        return Set.copyOf(refused);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            open.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), back)) {
            open.add(server);
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

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One side has gone, and so does this thread.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        front.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
