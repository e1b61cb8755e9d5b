// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.redis;

import io.github.cachex.testkit.redis.RedisServer;
import io.github.cachex.testkit.redis.ServedPort;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way to a Redis server, which a test can cut, silence or slow down. */
public final class Link implements AutoCloseable {
    /** What the way is like. */
    public enum State {
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

    /** What a client sends next that holds the text stays on its way, and its connection breaks. */
    private record Hold(String text, AtomicReference<byte[]> held) {}

    private final int target;
    private final int port;
    private final Set<Way> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Watch> watch = new AtomicReference<>();
    /** What is made of the answers to all that holds a text. */
    private record Change(String text, UnaryOperator<byte[]> of) {}

    private final AtomicReference<Watch> loss = new AtomicReference<>();
    private volatile Hold hold = new Hold("", new AtomicReference<>(new byte[0]));
    private volatile State state = State.UP;
    private volatile @Nullable ServedPort listener;
    private volatile State listeners = State.UP;
    private volatile long delayMillis;
    private volatile long listenersDelayMillis;
    private volatile String answer = "";
    private volatile @Nullable Change change;

    private Link(int target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Opens a way to {@code redis}. */
    public static Link to(RedisServer redis) {
        Link link = new Link(redis.port(), RedisServer.freePort());
        link.listen();
        return link;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Changes the way for all connections, those that are open included. */
    public void become(State next) {
        state = next;
        if (next == State.REFUSING) {
            closeAll();
        } else if (listener == null) {
            listen();
        }
    }

    /** Breaks the connections that are open; others can be made at once. */
    public void cut() {
        open.forEach(Way::cut);
    }

    /** Changes the way for those connections alone that subscribe to something: where it refuses, for as long as they try. */
    public void becomeForListeners(State next) {
        listeners = next;
        if (next == State.REFUSING) {
            open.stream().filter(way -> way.subscribes).forEach(Way::cut);
        }
    }

    /** Lets everything that the server says arrive {@code millis} later. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** Lets all that the server says to those who subscribe arrive {@code millis} later. */
    public void delayListeners(long millis) {
        listenersDelayMillis = millis;
    }

    /** Answers every command with {@code line}, without telling the server; empty to let the server answer again. */
    public void answer(String line) {
        answer = line;
    }

    /** Runs {@code then} once, just before the next bytes of a client that hold {@code text}, whatever its case, pass. */
    public void before(String text, Runnable then) {
        watch.set(new Watch(text.toUpperCase(Locale.ROOT), then));
    }

    /**
     * Loses the answer to the next bytes of a client that hold {@code text}, whatever its case: once the server has answered,
     * {@code meanwhile} runs, and then the connection breaks.
     */
    public void loseAnswer(String text, Runnable meanwhile) {
        loss.set(new Watch(text.toUpperCase(Locale.ROOT), meanwhile));
    }

    /** Lets what {@code change} returns arrive in the place of each answer to bytes of a client that hold {@code text}. */
    public void changeAnswers(String text, UnaryOperator<byte[]> change) {
        this.change = new Change(text, change);
    }

    /** Lets all answers arrive as they are again. */
    public void changeNothing() {
        change = null;
    }

    /** Keeps the next bytes of a client that hold {@code text}, whatever its case, and breaks its connection. */
    public void holdNext(String text) {
        hold = new Hold(text.toUpperCase(Locale.ROOT), new AtomicReference<>());
    }

    /** Returns whether something is held. */
    public boolean holds() {
        return hold.held().get() != null;
    }

    /** Lets the server have what was held, and returns once it has answered. */
    public void deliver() {
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), target)) {
            late.setSoTimeout(10_000);
            late.getOutputStream().write(hold.held().get());
            if (late.getInputStream().read() < 0) {
                throw new IllegalStateException("no answer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isHeld(String said, byte[] bytes) {
        return said.toUpperCase(Locale.ROOT).contains(hold.text())
                && hold.held().compareAndSet(null, bytes);
    }

    private void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            listener = ServedPort.open(socket, this::begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(ServedPort served, Socket client) throws IOException {
        Way way = new Way(client, served.dial(target));
        open.add(way);
        served.start(way::up);
        served.start(way::down);
    }

    private static void notice(String text, AtomicReference<Watch> watch, Consumer<Runnable> noticed) {
        Watch watched = watch.get();
        if (watched != null
                && text.toUpperCase(Locale.ROOT).contains(watched.text())
                && watch.compareAndSet(watched, null)) {
            noticed.accept(watched.then());
        }
    }

    /** One connection of a client, and the one to the server behind it. */
    private final class Way {
        private final Socket client;
        private final Socket server;
        private volatile boolean subscribes;
        private volatile @Nullable Runnable losing;
        private volatile @Nullable UnaryOperator<byte[]> changing;

        Way(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up() throws IOException {
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                OutputStream back = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    String said = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    subscribes |= said.contains("\r\nSUBSCRIBE\r\n");
                    notice(said, watch, Runnable::run);
                    notice(said, loss, meanwhile -> losing = meanwhile);
                    Change now = change;
                    changing = now != null && said.contains(now.text()) ? now.of() : null;
                    if (isHeld(said, Arrays.copyOf(buffer, read))) {
                        return;
                    }
                    if (answer.isEmpty()) {
                        pass(buffer, read, out, false);
                    } else {
                        // A command is an array, which begins a line with its length.
                        String answers = (answer + "\r\n").repeat(("\n" + said).split("\n\\*", -1).length - 1);
                        back.write(answers.getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            } finally {
                cut();
            }
        }

        void down() throws IOException {
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (losing != null) {
                        losing.run();
                        return;
                    }
                    Pause.millis(Math.max(delayMillis, subscribes ? listenersDelayMillis : 0));
                    UnaryOperator<byte[]> now = changing;
                    byte[] passed = now == null ? buffer : now.apply(Arrays.copyOf(buffer, read));
                    pass(passed, now == null ? read : passed.length, out, true);
                }
            } finally {
                cut();
            }
        }

        private boolean is(State asked) {
            return state == asked || subscribes && listeners == asked;
        }

        private void pass(byte[] buffer, int length, OutputStream out, boolean mayDrip) throws IOException {
            for (int i = 0; i < length; ) {
                while (is(State.SILENT)) {
                    Pause.millis(5);
                }
                if (is(State.REFUSING)) {
                    throw new SocketException("cut");
                }
                boolean drips = mayDrip && is(State.DRIPPING);
                if (drips) {
                    Pause.millis(100);
                }
                int step = drips ? 1 : length - i;
                out.write(buffer, i, step);
                i += step;
            }
        }

        void cut() {
            open.remove(this);
            try (client;
                    server) {
                // Closed is all that they are to be.
            } catch (IOException e) {
                // They were.
            }
        }
    }

    private void closeAll() {
        try {
            ServedPort former = listener;
            listener = null;
            if (former != null) {
                former.close();
            }
            open.forEach(Way::cut);
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
