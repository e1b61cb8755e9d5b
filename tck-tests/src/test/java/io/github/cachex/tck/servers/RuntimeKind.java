// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The runtimes beside the big servers, and where the build puts what each needs. */
enum RuntimeKind {
    HELIDON("", 21, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return new JavaProgram(
                    name,
                    home,
                    port -> List.of(
                            "-Dserver.host=127.0.0.1",
                            "-Dserver.port=" + port,
                            "-classpath",
                            libraries("helidon"),
                            "io.helidon.Main"));
        }
    },
    QUARKUS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            Path jar = Path.of("quarkus/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
            return new JavaProgram(
                    name,
                    home,
                    port -> List.of(
                            "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port, "-jar", jar.toString()));
        }
    },
    TOMEE("libraries/", 17, 17) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            ApplicationServer server = ServerKind.TOMEE.server(Started.PARTS, name);
            server.with(new Archives(Started.WAR).librariesOnly());
            return server;
        }
    },
    WELD_5("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return javaSe(name, home, "weld-5");
        }
    },
    WELD_6("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return javaSe(name, home, "weld-6");
        }
    },
    OPEN_WEB_BEANS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home) throws IOException {
            return javaSe(name, home, "owb");
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

    private static ServerProcess javaSe(String name, Path home, String module) throws IOException {
        return new JavaProgram(
                name,
                home,
                port -> List.of(
                        "-Dprobe.port=" + port,
                        "-classpath",
                        libraries(module),
                        "io.github.cachex.tck.probe.ProbeMain"));
    }

    private static String libraries(String module) {
        return Path.of(module, "target/libs/*").toAbsolutePath().toString();
    }

    abstract ServerProcess make(String name, Path home) throws IOException;

    /** Makes a process of this kind that runs on {@code jdk}. */
    final ServerProcess on(Jdk jdk) throws IOException {
        String name = this + "-" + jdk.version();
        ServerProcess process = make(name, Path.of("target", "servers", "run", name));
        process.runOn(jdk.home());
        return process;
    }

    private boolean runsOn(Jdk jdk) {
        return oldest <= jdk.version() && jdk.version() <= newest;
    }

    /** Returns the probe in {@code process}. */
    final Probed probed(ServerProcess process) {
        return new Probed(process, context);
    }

    /** Returns the JDKs that it is to run on: those that are wanted, or the newer one where none of them will do. */
    final List<Jdk> jdks() throws IOException {
        List<Jdk> jdks = Jdk.wanted().stream().filter(this::runsOn).toList();
        return jdks.isEmpty() ? List.of(Jdk.newer()) : jdks;
    }

    /** Returns what is true of a load in the background. */
    final String background() {
        return "application-loader=true,jndi=" + (this == TOMEE) + ",other-thread=true,request=true";
    }

    /** Returns the JSON-B that it brings. */
    final String jsonB() {
        return this == TOMEE ? "org.apache.johnzon.jsonb.JohnzonProvider" : "org.eclipse.yasson.JsonBindingProvider";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
