// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks as a Sentinel does, of which the test says what it answers. */
final class ScriptedSentinel implements AutoCloseable {
    private final ServerSocket front;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> listening = new ConcurrentLinkedQueue<>();
    private final AtomicInteger subscribed = new AtomicInteger();
    private volatile String answer = "-ERR No such master with that name\r\n";
    private volatile String greeting = "*4\r\n" + text("version") + text("7.2.0") + text("proto") + ":2\r\n";

    ScriptedSentinel() throws IOException {
        front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String place() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    /** Names a primary, by the vote of this number. */
    ScriptedSentinel names(int port, long epoch) {
        return answers(array("name", "shop", "ip", "127.0.0.1", "port", "" + port, "config-epoch", "" + epoch));
    }

    /** Answers so, in the words of the protocol, when it is asked for the primary. */
    ScriptedSentinel answers(String text) {
        answer = text;
        return this;
    }

    /** Answers so to who says hello. */
    ScriptedSentinel greets(String text) {
        greeting = text;
        return this;
    }

    /** Returns how often somebody began to listen. */
    int subscribed() {
        return subscribed.get();
    }

    /** Says that some primary was switched. */
    void switched() throws IOException {
        for (Socket socket : listening) {
            write(socket, array("message", "+switch-master", "shop 127.0.0.1 1 127.0.0.1 2"));
        }
    }

    /** Breaks the connections of those who listen. */
    void hangUp() throws IOException {
        for (Socket socket : listening) {
            socket.close();
        }
        listening.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            open.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            serve(client, in);
        }
    }

    private void serve(Socket client, BufferedReader in) throws IOException {
        for (List<String> command = command(in); !command.isEmpty(); command = command(in)) {
            switch (command.get(0).toLowerCase(Locale.ROOT)) {
                case "sentinel" -> write(client, answer);
                case "subscribe" -> {
                    write(client, "*3\r\n" + text("subscribe") + text(command.get(1)) + ":1\r\n");
                    listening.add(client);
                    subscribed.incrementAndGet();
                }
                default -> write(client, greeting);
            }
        }
    }

    private static List<String> command(BufferedReader in) throws IOException {
        List<String> words = new ArrayList<>();
        String count = in.readLine();
        if (count == null || !count.startsWith("*")) {
            // It has gone, or speaks TLS.
            return words;
        }
        for (int left = Integer.parseInt(count.substring(1)); left > 0; left--) {
            in.readLine();
            words.add(in.readLine());
        }
        return words;
    }

    private static String array(String... words) {
        StringBuilder array = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            array.append(text(word));
        }
        return array.toString();
    }

    private static String text(String word) {
        return "$" + word.length() + "\r\n" + word + "\r\n";
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
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
