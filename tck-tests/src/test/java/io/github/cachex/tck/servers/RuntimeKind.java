// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The runtimes beside the big servers, and where the build puts what each needs. */
enum RuntimeKind {
    HELIDON("", 21, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new Helidon(name, Path.of("helidon/target/libs"), home);
        }
    },
    QUARKUS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new Quarkus(name, Path.of("quarkus/target/quarkus-app"), home);
        }
    },
    TOMEE("probe/", 17, 17) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            Path parts = Path.of("target", "servers");
            ApplicationServer server = ServerKind.TOMEE.server(parts, name);
            server.with(ProbeWar.make(
                    parts.resolve("example.war"), parts.resolve("probe.jar"), parts.resolve("probe.war")));
            return server;
        }
    },
    WELD_5("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new JavaSe(name, Path.of("weld-5/target/libs"), home);
        }
    },
    WELD_6("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new JavaSe(name, Path.of("weld-6/target/libs"), home);
        }
    },
    OPEN_WEB_BEANS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new JavaSe(name, Path.of("owb/target/libs"), home);
        }
    };

    private final String context;
    private final int oldest;
    private final int newest;

    RuntimeKind(String context, int oldest, int newest) {
        this.context = context;
        this.oldest = oldest;
        this.newest = newest;
    }

    abstract ServerProcess make(String name, Path home) throws IOException;

    /** Makes a process of this kind that runs on {@code jdk}. */
    final ServerProcess on(Jdk jdk) throws IOException {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-') + "-jdk" + jdk.version();
        ServerProcess process = make(name, Path.of("target", "servers", "run", name));
        process.runOn(jdk.home());
        return process;
    }

    final boolean runsOn(Jdk jdk) {
        return oldest <= jdk.version() && jdk.version() <= newest;
    }

    /** Returns the path of {@code what} of the probe. */
    final String path(String what) {
        return "/" + context + what;
    }
}
