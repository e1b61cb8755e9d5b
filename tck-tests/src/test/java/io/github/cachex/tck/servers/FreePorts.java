// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Free loopback ports in place of those that servers have by default. */
final class FreePorts {
    private static final List<String> DEFAULTS = List.of(
            "8080", "8181", "8443", "9080", "4848", "3700", "3820", "3920", "8686", "6666", "7676", "9990", "9993",
            "4712", "4713");
    private static final Pattern PORT = Pattern.compile("\\b(?:" + String.join("|", DEFAULTS) + ")\\b");

    private final Map<String, String> free = new LinkedHashMap<>();

    FreePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (String port : DEFAULTS) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            free.put(port, Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }

    String insteadOf(String port) {
        return free.get(port);
    }

    /** Returns the text with every default port replaced. */
    String in(String text) {
        return PORT.matcher(text).replaceAll(port -> insteadOf(port.group()));
    }

    /** Returns the default ports in whose place something answers at {@code address}. */
    List<String> openAt(InetAddress address) {
        List<String> open = new ArrayList<>();
        free.forEach((port, instead) -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, Integer.parseInt(instead)), 1000);
                open.add(port);
            } catch (IOException e) {
                // Nobody is there, as it shall be.
            }
        });
        return open;
    }
}
