// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from this node to Redis, which can be cut and restored. It exists for the buttons of the page only: an application
 * of yours speaks to its Redis directly.
 */
final class Relay implements AutoCloseable {
    /** What the way is like. */
    enum State {
        /** Everything passes. */
        UP,
        /** What was open is cut, and what comes is cut at once. */
        CUT,
        /** Connections stay and come, and nothing passes. */
        HANGING
    }

    private static final int CONNECT_MILLIS = 1_000;

    private final InetSocketAddress redis;
    private final ServerSocket entrance;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private State state = State.UP;

    private Relay(InetSocketAddress redis, ServerSocket entrance) {
        this.redis = redis;
        this.entrance = entrance;
    }

    /** Opens a way to a Redis, on a free loopback port. */
    static Relay to(String host, int port) throws IOException {
        ServerSocket entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Relay relay = new Relay(new InetSocketAddress(host, port), entrance);
        start("shop-relay", relay::accept);
        return relay;
    }

    int port() {
        return entrance.getLocalPort();
    }

    synchronized State state() {
        return state;
    }

    void become(State next) {
        synchronized (this) {
            state = next;
            notifyAll();
        }
        if (next == State.CUT) {
            open.forEach(Connection::cut);
        }
    }

    private void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket client = entrance.accept();
            // Refusing would mean to give the port away, and another process may take it.
            if (state() == State.CUT) {
                client.close();
            } else {
                start("shop-relay-open", () -> open(client));
            }
        }
    }

    private void open(Socket client) throws IOException {
        Connection connection = new Connection(client, new Socket());
        open.add(connection);
        connection.run();
    }

    /** Waits while the way hangs; throws where it is cut. */
    private synchronized void pass() throws IOException, InterruptedException {
        while (state == State.HANGING) {
            wait();
        }
        if (state == State.CUT) {
            throw new SocketException("cut");
        }
    }

    /** A connection of the node, and the one to Redis behind it. */
    private final class Connection {
        private final Socket client;
        private final Socket server;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void run() throws IOException {
            try {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                server.connect(redis, CONNECT_MILLIS);
                start("shop-relay-down", () -> copy(server, client));
                copy(client, server);
            } finally {
                cut();
            }
        }

        private void copy(Socket from, Socket to) throws IOException {
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    pass();
                    out.write(buffer, 0, read);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                cut();
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

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // The connection is gone; both ends see that.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        become(State.CUT);
    }
}
