// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.start;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The web example at work: two nodes of one server, over one Redis. */
public final class WebExample implements AutoCloseable {
    private static final int NODES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_MILLIS = 200;

    private final RedisAtHand redis;
    private final List<ApplicationServer> nodes = new ArrayList<>();
    private final List<ApplicationServer> started = new CopyOnWriteArrayList<>();

    /** Prepares the nodes, of a server that lies in {@code parts}; {@code redis} is closed with this. */
    public WebExample(ServerKind kind, Path parts, Path archive, RedisAtHand redis) throws IOException {
        this.redis = redis;
        for (int i = 1; i <= NODES; i++) {
            ApplicationServer node = kind.server(parts, "node-" + i);
            node.with(archive);
            nodes.add(node);
        }
        // A version of its own for each run: what an earlier one left in a Redis of yours is not seen.
        String version = "run-" + System.currentTimeMillis();
        String urls = nodes.stream().map(node -> node.url() + "web").collect(Collectors.joining(","));
        for (ApplicationServer node : nodes) {
            node.environment("EXAMPLE_REDIS_URI", redis.uri());
            node.environment("EXAMPLE_NODE", node.toString());
            node.environment("EXAMPLE_NODES", urls);
            node.environment("CACHEX_VERSION", version);
        }
    }

    /** Runs one until the process is told to end; arguments: the server's name, the folder it lies in, the archive. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        ServerKind kind = ServerKind.called(arguments[0]);
        RedisAtHand redis = RedisAtHand.find();
        WebExample example = new WebExample(kind, Path.of(arguments[1]), Path.of(arguments[2]), redis);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(example)));
        // Maven may be killed, and then nobody else ends this one.
        CompletableFuture<?> orphaned = ProcessHandle.current()
                .parent()
                .map(ProcessHandle::onExit)
                .orElseThrow(() -> new IllegalStateException("whoever started this has ended already"));
        orphaned.thenRun(() -> System.exit(0));
        out.println("Redis: " + redis.description());
        out.println("Starting " + NODES + " nodes of " + kind + "; give them half a minute");
        if (!example.runs(out)) {
            System.exit(1);
        }
        orphaned.join();
    }

    private boolean runs(PrintStream out) throws InterruptedException {
        try {
            start();
        } catch (IOException | IllegalStateException e) {
            out.println(e.getMessage());
            return false;
        }
        pages().forEach(page -> out.println("Open " + page));
        out.println("Ctrl-C ends them all");
        return true;
    }

    /** Starts the nodes, and returns once all of them answer. */
    public void start() throws IOException, InterruptedException {
        for (ApplicationServer node : nodes) {
            started.add(node);
            node.start();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (ApplicationServer node : nodes) {
            while (!node.answers("/web/api/state")) {
                if (System.nanoTime() > end) {
                    throw new IOException(node + " does not answer after " + PATIENCE + "; see " + node.log());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Returns where the page is, on each node. */
    public List<URI> pages() {
        return nodes.stream().map(node -> node.url().resolve("web/")).toList();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // The others are to be closed all the same.
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // All at once: each takes a few seconds.
        List<Thread> closers =
                started.stream().map(node -> new Thread(() -> close(node))).toList();
        closers.forEach(Thread::start);
        for (Thread closer : closers) {
            closer.join();
        }
        redis.close();
    }
}
