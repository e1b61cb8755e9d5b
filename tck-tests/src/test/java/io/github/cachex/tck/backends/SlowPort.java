// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.tck.redis.Pause;
import io.github.cachex.testkit.redis.ServedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A port that leads to a server, whose answers may take longer there. */
final class SlowPort implements AutoCloseable {
    private final ServedPort port;
    private volatile long delayMillis;

    private SlowPort(int target) throws IOException {
        port = ServedPort.open((self, client) -> {
            Socket server = self.dial(target);
            self.start(() -> pass(client, server, false));
            self.start(() -> pass(server, client, true));
        });
    }

    /** Opens one that leads to {@code target}, at once for now. */
    static SlowPort to(int target) {
        try {
            return new SlowPort(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Pause.millis(isAnswer ? delayMillis : 0);
                to.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    /** Lets whatever the server says arrive {@code millis} later. */
    void delay(long millis) {
        delayMillis = millis;
    }

    /** Returns the number of the port. */
    int number() {
        return port.number();
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
