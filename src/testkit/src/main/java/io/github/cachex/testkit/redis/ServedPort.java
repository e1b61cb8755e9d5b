// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A port of this machine, each connection to which a test serves as it likes: it leads it on, disturbs it or answers it. Thread-safe.
 *
 * <pre>{@code
 * ServedPort port = ServedPort.open((self, client) -> self.lead(client, redis.port()));
 * }</pre>
 */
public final class ServedPort implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket front;
    private final Service service;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    /** What serves connections. */
    @FunctionalInterface
    public interface Service {
        /**
         * Begins to serve {@code client}, which has just connected to {@code port}, and returns so that others can; what lasts is
         * {@link #start started}. A failure closes {@code client}.
         */
        void begin(ServedPort port, Socket client) throws IOException;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work {
        /** Does it. A failure says that one side has gone, and ends it. */
        void run() throws IOException;
    }

    private ServedPort(ServerSocket front, Service service) {
        this.front = front;
        this.service = service;
    }

    /** Opens a free port of the loopback address. */
    public static ServedPort open(Service service) throws IOException {
        return open(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), service);
    }

    /** Opens the port that {@code front} is bound to, and closes it in the end. */
    public static ServedPort open(ServerSocket front, Service service) {
        ServedPort port = new ServedPort(front, service);
        port.start(port::accept);
        return port;
    }

    /** Returns the number of the port. */
    public int number() {
        return front.getLocalPort();
    }

    /** Returns the address of a Redis behind the port. */
    public String uri() {
        return "redis://127.0.0.1:" + number();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            try {
                service.begin(this, kept(client));
            } catch (IOException e) {
                // Nobody is there to serve this one, which says nothing of those who come later.
                client.close();
            }
        }
    }

    /** Connects to {@code port} of the loopback address, until this is closed. */
    public Socket dial(int port) throws IOException {
        return kept(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private Socket kept(Socket socket) throws IOException {
        open.removeIf(Socket::isClosed);
        open.add(socket);
        if (front.isClosed()) {
            socket.close();
        }
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Leads {@code client} to {@code port} of the loopback address, and closes both when one side has gone. */
    public void lead(Socket client, int port) throws IOException {
        Socket server = dial(port);
        start(() -> pump(client, server));
        start(() -> pump(server, client));
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** Does {@code work} in a daemon thread. */
    public void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has gone, and so does this thread.
                    }
                },
                "served-port");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the port and all connections of it. */
    @Override
    public void close() throws IOException {
        front.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
