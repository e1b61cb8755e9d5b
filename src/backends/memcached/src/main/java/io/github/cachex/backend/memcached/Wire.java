// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to a memcached. In the hands of one thread at a time. */
final class Wire {
    /** So many commands are under way at once: their answers, however large, cannot keep the server from reading them. */
    static final int WINDOW = 100;

    private static final int BUFFER = 16 * 1024;
    /** Before it is known how large its items are, no large ones are asked for. */
    private static final int SMALL = 4 * 1024;

    private static final long SURELY_LIVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DeadlineSocket bare;
    private final OutputStream out;
    private final ReplyReader replies;
    private @Nullable ServerRun run;
    private boolean sent;
    private long usedAt = System.nanoTime();

    /**
     * Creates one.
     *
     * @param bare what lies below TLS
     * @param socket what is spoken over
     */
    Wire(DeadlineSocket bare, Socket socket) throws IOException {
        this.bare = bare;
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        this.replies = new ReplyReader(socket.getInputStream(), SMALL);
    }

    /** Begins a call that ends at {@code nanos}. */
    void begin(long nanos) {
        bare.until(nanos);
        sent = false;
    }

    /** Returns whether something was sent since the call began. */
    boolean hasSent() {
        return sent;
    }

    /** Notes which run of the server it leads to. */
    void greeted(ServerRun met) {
        run = met;
        replies.take(met.itemSize());
    }

    /** Returns the run that it leads to: a connection does not outlive that. */
    ServerRun run() {
        if (run == null) {
            throw new IllegalStateException("nothing was said yet");
        }
        return run;
    }

    /** Returns whether it lay idle for so long that the other side may have closed it. */
    boolean isDoubtful() {
        return System.nanoTime() - usedAt > SURELY_LIVE_NANOS;
    }

    /** Returns the reply to {@code command}. */
    Reply ask(Command command) throws IOException {
        return askAll(List.of(command)).get(0).checked();
    }

    /** Returns the replies to {@code commands}, errors among them, in as few round trips as is safe. */
    List<Reply> askAll(List<Command> commands) throws IOException {
        List<Reply> answers = new ArrayList<>(commands.size());
        for (int from = 0; from < commands.size(); from += WINDOW) {
            List<Command> window = commands.subList(from, Math.min(from + WINDOW, commands.size()));
            send(window);
            for (int i = 0; i < window.size(); i++) {
                answers.add(replies.next());
            }
        }
        usedAt = System.nanoTime();
        return answers;
    }

    /** Returns the server's setting {@code name}. */
    String setting(String name) throws IOException {
        send(List.of(Command.SETTINGS));
        return replies.setting(name);
    }

    private void send(List<Command> commands) throws IOException {
        bare.millisLeft();
        sent = true;
        for (Command command : commands) {
            command.write(out);
        }
        out.flush();
    }

    /** Ends it at once: what TLS would still say takes time. */
    void close() {
        try {
            bare.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}
