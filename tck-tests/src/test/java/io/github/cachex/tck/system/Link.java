// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.system;

import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The way to a Redis server, which a test can cut, silence or slow down. */
final class Link implements AutoCloseable {
    /** What the way is like. */
    enum State {
        /** Everything passes. */
        UP,
        /** Connections are refused, and those that were open are cut. */
        REFUSING,
        /** Connections are accepted, and nothing passes. */
        SILENT,
        /** Answers arrive byte by byte. */
        DRIPPING
    }

    private record Watch(String text, Runnable then) {}

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Watch> watch = new AtomicReference<>();
    private volatile State state = State.UP;
    private volatile ServerSocket listener;
    private volatile long delayMillis;
    private volatile String answer = "";

    private Link(int target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Opens a way to {@code redis}. */
    static Link to(RedisServer redis) {
        Link link = new Link(redis.port(), RedisServer.freePort());
        link.listen();
        return link;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Changes the way for all connections, those that are open included. */
    void become(State next) {
        state = next;
        if (next == State.REFUSING) {
            closeAll();
        } else if (listener == null) {
            listen();
        }
    }

    /** Lets everything that the server says arrive {@code millis} later. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Answers every command with {@code line}, without telling the server; empty to let the server answer again. */
    void answer(String line) {
        answer = line;
    }

    /** Runs {@code then} once, just before the next bytes of a client that hold {@code text}, whatever its case, pass. */
    void before(String text, Runnable then) {
        watch.set(new Watch(text.toUpperCase(Locale.ROOT), then));
    }

    private void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listener = socket;
            start("link-accept", () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            start("link-up", () -> pump(client, server, client.getOutputStream()));
            start("link-down", () -> pump(server, client, null));
        }
    }

    /** Passes on what {@code from} says; {@code back} is the way back to a client, null where {@code from} is the server. */
    private void pump(Socket from, Socket to, @Nullable OutputStream back) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (back == null) {
                    pass(buffer, read, out, false);
                    continue;
                }
                String said = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                notice(said);
                if (answer.isEmpty()) {
                    pass(buffer, read, out, true);
                } else {
                    // A command is an array, which begins a line with its length.
                    String answers = (answer + "\r\n").repeat(("\n" + said).split("\n\\*", -1).length - 1);
                    back.write(answers.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void notice(String text) {
        Watch watched = watch.get();
        if (watched != null
                && text.toUpperCase(Locale.ROOT).contains(watched.text())
                && watch.compareAndSet(watched, null)) {
            watched.then().run();
        }
    }

    private void pass(byte[] buffer, int length, OutputStream out, boolean towardsServer) throws IOException {
        if (!towardsServer && delayMillis > 0) {
            Pause.millis(delayMillis);
        }
        for (int i = 0; i < length; ) {
            while (state == State.SILENT) {
                Pause.millis(5);
            }
            if (state == State.REFUSING) {
                throw new SocketException("cut");
            }
            boolean drips = state == State.DRIPPING && !towardsServer;
            if (drips) {
                Pause.millis(100);
            }
            int step = drips ? 1 : length - i;
            out.write(buffer, i, step);
            i += step;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection is gone.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void closeAll() {
        try {
            ServerSocket socket = listener;
            listener = null;
            if (socket != null) {
                socket.close();
            }
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        state = State.REFUSING;
        closeAll();
    }
}
