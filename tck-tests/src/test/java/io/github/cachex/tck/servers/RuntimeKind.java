// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.servers.ServerProcess;
import io.github.cachex.tck.deployment.WrongGuards;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runtimes beside the big servers, and where the build puts what each needs. */
enum RuntimeKind {
    HELIDON("", 21, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            return new JavaProgram(
                    name,
                    home,
                    port -> List.of(
                            "-Dserver.host=127.0.0.1",
                            "-Dserver.port=" + port,
                            // It refuses what consoles of JMX send otherwise.
                            "-Dhelidon.serialFilter.pattern=javax.management.**;java.**",
                            "-classpath",
                            classPath("helidon", added),
                            "io.helidon.Main"));
        }
    },
    QUARKUS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            if (!added.isEmpty()) {
                return new QuarkusBuild(name, home, Path.of("quarkus/target/again"), added);
            }
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
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            ApplicationServer server = ServerKind.TOMEE.server(Started.PARTS, name);
            server.with(ARCHIVES.librariesOnly());
            return server;
        }
    },
    WELD_5("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            return javaSe(name, home, "weld-5", added);
        }
    },
    WELD_6("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            return javaSe(name, home, "weld-6", added);
        }
    },
    WELD_7("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            return javaSe(name, home, "weld-7", added);
        }
    },
    OPEN_WEB_BEANS("", 17, 25) {
        @Override
        ServerProcess make(String name, Path home, List<Path> added) throws IOException {
            return javaSe(name, home, "owb", added);
        }
    };

    static final Archives ARCHIVES = new Archives(Started.WAR);

    private final String context;
    private final int oldest;
    private final int newest;

    RuntimeKind(String context, int oldest, int newest) {
        this.context = context;
        this.oldest = oldest;
        this.newest = newest;
    }

    private static ServerProcess javaSe(String name, Path home, String module, List<Path> added) throws IOException {
        return new JavaProgram(
                name,
                home,
                port -> List.of(
                        "-Dprobe.port=" + port,
                        "-classpath",
                        classPath(module, added),
                        "io.github.cachex.tck.probe.ProbeMain"));
    }

    private static String classPath(String module, List<Path> added) {
        return Stream.concat(Stream.of(Path.of(module, "target/libs/*")), added.stream())
                .map(Path::toAbsolutePath)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    abstract ServerProcess make(String name, Path home, List<Path> added) throws IOException;

    /** Makes a process of this kind that runs on {@code jdk}. */
    final ServerProcess on(Jdk jdk) throws IOException {
        return on(jdk, this + "-" + jdk.version(), List.of());
    }

    /** Makes a process, for a kind that takes no archives, whose application has a wrong bean: for Quarkus, its build. */
    final ServerProcess wrong(Jdk jdk) throws IOException {
        return on(jdk, this + "-" + jdk.version() + "-wrong", List.of(ARCHIVES.wrongLibrary(), ARCHIVES.otherGuards()));
    }

    private ServerProcess on(Jdk jdk, String name, List<Path> added) throws IOException {
        ServerProcess process = make(name, Path.of("target", "servers", "run", name), added);
        process.runOn(jdk.home());
        return process;
    }

    /** Returns the probe in {@code process}. */
    final Probed probed(ServerProcess process) {
        return new Probed(process, context);
    }

    /** Returns the JDKs that it is to run on. */
    final List<Jdk> jdks() throws IOException {
        return Jdk.wanted(oldest, newest);
    }

    /** Returns the guards of a wrong application that come after the cache: in Quarkus what has no priority comes first. */
    final List<WrongGuards.Wrong> wrongGuards() {
        return WrongGuards.ALL.stream()
                .filter(wrong -> this != QUARKUS || !wrong.isEnabledByBeansXml())
                .toList();
    }

    /** Returns what is true of a load in the background. */
    final String background() {
        return "application-loader=true,jndi=" + (this == TOMEE) + ",other-thread=true,request=true";
    }

    /** Returns whether it has Jakarta REST. */
    final boolean hasRest() {
        return this == HELIDON || hasRestClient();
    }

    /** Returns whether it has MicroProfile REST Client. */
    final boolean hasRestClient() {
        return this == QUARKUS || this == TOMEE;
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
