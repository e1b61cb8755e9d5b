// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.modes;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a name of DNS, a service or a load balancer is to connections: new ones lead to where it leads now, open ones stay. */
final class ServerName implements AutoCloseable {
    private final ServerSocket front;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private volatile int target;

    ServerName(int target) throws IOException {
        this.front = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.target = target;
        start(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + front.getLocalPort();
    }

    void leadTo(int port) {
        target = port;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> pump(client, server));
                start(() -> pump(server, client));
            } catch (IOException e) {
                // Nobody is there.
                client.close();
            }
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
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
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
