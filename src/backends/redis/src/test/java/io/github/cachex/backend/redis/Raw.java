// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Commands as one would type them, past all of Cachex. */
final class Raw {
    private Raw() {}

    /** Returns what Redis answers to {@code command}, as it was sent. */
    static String command(int port, String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            // QUIT ends the answer.
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf("+OK"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how often {@code command} has been called since the last {@code CONFIG RESETSTAT}. */
    static int calls(int port, String command) {
        String stats = command(port, "INFO commandstats");
        var found = java.util.regex.Pattern.compile("cmdstat_" + command + ":calls=(\\d+)")
                .matcher(stats);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
