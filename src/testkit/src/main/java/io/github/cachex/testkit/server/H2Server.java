// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.nio.file.Path;
import java.util.List;

/** An H2 in a process of its own, whose databases are files of its folder and are made by whoever connects first. */
public final class H2Server extends StoreServer {
    private H2Server() {
        super("h2", false);
    }

    /**
     * Starts one.
     *
     * @param jar H2 itself
     */
    public static H2Server start(Path jar) {
        H2Server server = new H2Server();
        server.launch(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                jar.toAbsolutePath().toString(),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                String.valueOf(server.port()),
                "-ifNotExists",
                "-baseDir",
                server.folder().resolve("data").toString()));
        return server;
    }

    /** Returns the name of the user, which may do everything and needs no password. */
    public String user() {
        return "sa";
    }

    /** Returns the address for JDBC, through {@code port}: its own, or one that leads there. */
    public String url(int port) {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./cachex";
    }

    /** Returns the address for JDBC. */
    public String url() {
        return url(port());
    }
}
