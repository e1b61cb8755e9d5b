// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A memcached of which the test writes what it answers. It greets as a real one does unless the test does that too. */
final class ScriptedServer implements AutoCloseable {
    static final String RUN = "mg " + Greeting.RUN + " ";

    private final ServerSocket socket;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Script script;

    /** Answers one line. */
    interface Script {
        /** Answers {@code line} on {@code out}, and returns whether it did; else it is answered as a real one would. */
        boolean answer(String line, OutputStream out) throws IOException;
    }

    ScriptedServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** Returns one that answers {@code text} to each line that it is asked after the greeting. */
    static ScriptedServer answering(String text) {
        return new ScriptedServer((line, out) -> {
            if (isGreeting(line)) {
                return false;
            }
            say(out, text);
            return true;
        });
    }

    static boolean isGreeting(String line) {
        return line.startsWith(RUN) || line.equals("version") || line.equals("stats settings");
    }

    static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Returns the lines that it was told. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    int connections() {
        return connections.get();
    }

    /** Ends all connections, and goes on to take new ones. */
    void cut() throws IOException {
        for (Socket one : open) {
            one.close();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-memcached");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                connections.incrementAndGet();
                daemon(() -> serve(one));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket one) {
        try (one) {
            InputStream in = one.getInputStream();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                heard.add(line);
                if (!script.answer(line, one.getOutputStream())) {
                    greet(line, one.getOutputStream());
                }
            }
        } catch (IOException e) {
            // The other side went, or the test is over.
        }
    }

    private static void greet(String line, OutputStream out) throws IOException {
        if (line.startsWith(RUN)) {
            say(out, "VA 4 c1\r\nrun1\r\n");
        } else if (line.equals("version")) {
            say(out, "VERSION 1.6.18\r\n");
        } else if (line.equals("stats settings")) {
            say(out, "STAT maxbytes 67108864\r\nSTAT item_size_max 1048576\r\nEND\r\n");
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        cut();
    }
}
