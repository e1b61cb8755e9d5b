// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Varnish before one origin, with the modules that Debian's varnish-modules has, such as xkey. */
public final class VarnishServer extends StoreServer {
    private VarnishServer() {
        super("varnish", false);
    }

    /** Starts one whose configuration is {@code vcl}, which names the origin. */
    public static VarnishServer start(String vcl) {
        VarnishServer server = new VarnishServer();
        Path file = server.folder().resolve("default.vcl");
        try {
            Files.writeString(file, vcl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.launch(List.of(
                Program.find("varnishd", "varnish").toString(),
                "-j",
                "none",
                "-F",
                "-n",
                server.folder().resolve("work").toString(),
                "-a",
                "127.0.0.1:" + server.port(),
                "-T",
                "none",
                "-f",
                file.toString(),
                "-s",
                "malloc,64m"));
        return server;
    }

    /** Returns the address of its HTTP. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }
}
