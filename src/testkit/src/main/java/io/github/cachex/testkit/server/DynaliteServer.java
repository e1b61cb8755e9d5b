// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dynalite, which answers as DynamoDB does, with nothing in it and nothing kept over a restart. */
public final class DynaliteServer extends StoreServer {
    private static final Path MODULE = Path.of("node_modules", "dynalite", "cli.js");

    private DynaliteServer() {
        super("dynalite", false);
    }

    /**
     * Starts the one that npm installed.
     *
     * @param project the folder that has {@code node_modules}
     */
    public static DynaliteServer start(Path project) {
        Path program = project.resolve(MODULE).toAbsolutePath().normalize();
        if (!Files.exists(program)) {
            throw new IllegalStateException("there is no " + program + ": run npm ci in "
                    + project.toAbsolutePath().normalize() + ", or .ci/backends, which does");
        }
        DynaliteServer server = new DynaliteServer();
        server.launch(List.of(
                Program.find("node", "nodejs").toString(),
                program.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(server.port()),
                "--createTableMs",
                "0",
                "--deleteTableMs",
                "0",
                "--updateTableMs",
                "0"));
        return server;
    }

    /** Returns the address of its HTTP. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }
}
