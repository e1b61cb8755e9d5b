// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.util.ArrayList;
import java.util.List;

/** A memcached. */
public final class MemcachedServer extends StoreServer {
    private MemcachedServer() {
        super("memcached", true);
    }

    /** Starts one, with {@code arguments} beside its address, such as {@code -m} and {@code 64}. */
    public static MemcachedServer start(String... arguments) {
        MemcachedServer server = new MemcachedServer();
        List<String> command = new ArrayList<>(List.of(
                Program.find("memcached", "memcached").toString(),
                "-l",
                "127.0.0.1",
                "-p",
                String.valueOf(server.port())));
        command.addAll(List.of(arguments));
        server.launch(command);
        return server;
    }

    /** Returns host and port. */
    public String address() {
        return "127.0.0.1:" + port();
    }
}
