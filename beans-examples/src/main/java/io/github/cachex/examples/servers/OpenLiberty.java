// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Open Liberty, from its unpacked distribution, as one of the releases of Jakarta EE that it has. */
final class OpenLiberty extends ApplicationServer {
    private static final String CONFIGURATION = """
            <server>
              <featureManager>
            %s
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <applicationMonitor pollingRate="500ms"/>
              %s
              <!-- Orderly by itself; a test stops it by a signal. -->
              <applicationManager startTimeout="2m" stopTimeout="1m"/>
            </server>
            """;

    private static final List<String> EE_10 =
            List.of("webProfile-10.0", "mpConfig-3.1", "mpRestClient-3.0", "concurrent-3.0");
    /** With {@code cdi-4.1} and {@code concurrent-3.1}. */
    private static final List<String> EE_11 = List.of("webProfile-11.0", "mpConfig-3.1", "mpRestClient-4.0");

    /** For those who observe it. */
    private static final List<String> OBSERVED = List.of("mpHealth-4.0", "mpMetrics-5.1");

    private static final String OPEN_METRICS = "<mpMetrics authentication=\"false\"/>";

    private final List<String> features;

    private OpenLiberty(String name, Path installation, Path home, List<String> features) throws IOException {
        super(name, installation, home);
        this.features = features;
    }

    static OpenLiberty ofEe10(String name, Path installation, Path home) throws IOException {
        return new OpenLiberty(name, installation, home, EE_10);
    }

    static OpenLiberty ofEe11(String name, Path installation, Path home) throws IOException {
        return new OpenLiberty(name, installation, home, EE_11);
    }

    private Path server() {
        return home().resolve("servers/example");
    }

    private Path applications() {
        return server().resolve("dropins");
    }

    @Override
    protected void prepare() throws IOException {
        Files.createDirectories(applications());
        String enabled = Stream.concat(features.stream(), isObserved() ? OBSERVED.stream() : Stream.empty())
                .map(feature -> "    <feature>" + feature + "</feature>")
                .collect(Collectors.joining("\n"));
        Files.writeString(
                server().resolve("server.xml"),
                CONFIGURATION.formatted(enabled, port(), isObserved() ? OPEN_METRICS : ""));
        Files.writeString(server().resolve("server.env"), "WLP_SKIP_UMASK=true\n");
        place(archives(), applications());
    }

    @Override
    protected List<String> command() {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        arguments.addAll(arguments());
        // The script becomes the JVM (it ends in exec), so that stopping the process stops the server.
        return List.of(
                "env",
                "WLP_USER_DIR=" + home(),
                "JVM_ARGS=" + String.join(" ", arguments),
                "sh",
                installation().resolve("bin/server").toString(),
                "run",
                "example");
    }

    @Override
    public void deploy(List<Path> added) throws IOException {
        place(added, applications());
    }

    @Override
    public void undeploy(String archive) throws IOException {
        Files.delete(applications().resolve(archive));
    }

    @Override
    public Path log() {
        return server().resolve("logs/messages.log");
    }
}
