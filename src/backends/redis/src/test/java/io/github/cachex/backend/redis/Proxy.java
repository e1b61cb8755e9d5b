// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.testkit.redis.ServedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Stands between client and Redis and disturbs what Redis answers. Its front may speak TLS. */
final class Proxy implements AutoCloseable {
    private final ServedPort port;
    private volatile int back;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Mode mode = Mode.PASS;
    private volatile int deaf;
    private volatile byte[] held = {};
    private volatile boolean refusing;

    enum Mode {
        /** Answers arrive as they are. */
        PASS,
        /** Answers arrive a byte at a time, slowly. */
        DRIP,
        /** Answers do not arrive; the connection breaks instead. */
        CUT,
        /** As {@link #CUT}, once. */
        CUT_ONCE,
        /** Answers do not arrive. */
        SWALLOW,
        /** The next command stays on its way until {@link #deliver}; its connection breaks. */
        HOLD_ONCE
    }

    private Proxy(ServerSocket front, int back) {
        this.back = back;
        this.port = ServedPort.open(front, this::begin);
    }

    static Proxy before(int port) throws IOException {
        return new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
    }

    static Proxy before(int port, ServerSocket front) {
        return new Proxy(front, port);
    }

    String uri() {
        return port.uri();
    }

    int port() {
        return port.number();
    }

    void mode(Mode mode) {
        this.mode = mode;
    }

    /** Lets connections that are made from now on lead to another Redis; those that are open stay where they are. */
    void leadTo(int port) {
        back = port;
    }

    /** Lets answers to the connections made so far go nowhere, while new ones work. */
    void swallowOld() {
        deaf = connections.get();
    }

    /** Breaks every connection that is made from now on. */
    void refuseNew() {
        refusing = true;
    }

    /** Lets Redis have what was held, and returns its answer. */
    String deliver() throws IOException {
        if (held.length == 0) {
            throw new IllegalStateException("nothing was held");
        }
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), back)) {
            server.setSoTimeout(10_000);
            server.getOutputStream().write(held);
            byte[] answer = new byte[8192];
            return new String(answer, 0, server.getInputStream().read(answer), StandardCharsets.UTF_8);
        }
    }

    /** Returns how many connections have been made. */
    int connections() {
        return connections.get();
    }

    private void begin(ServedPort served, Socket client) throws IOException {
        int number = connections.incrementAndGet();
        if (refusing) {
            client.close();
            return;
        }
        Socket server = served.dial(back);
        served.start(() -> pump(client, server, number, false));
        served.start(() -> pump(server, client, number, true));
    }

    private void pump(Socket from, Socket to, int number, boolean answers) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                Mode now = number <= deaf ? Mode.SWALLOW : mode;
                if (!answers && now == Mode.HOLD_ONCE) {
                    mode = Mode.PASS;
                    held = Arrays.copyOf(buffer, count);
                    return;
                }
                switch (answers ? now : Mode.PASS) {
                    case PASS, HOLD_ONCE -> out.write(buffer, 0, count);
                    case DRIP -> drip(out, buffer, count);
                    case SWALLOW -> {}
                    case CUT -> {
                        return;
                    }
                    case CUT_ONCE -> {
                        mode = Mode.PASS;
                        return;
                    }
                }
            }
        }
    }

    private static void drip(OutputStream out, byte[] bytes, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(bytes, i, 1);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
