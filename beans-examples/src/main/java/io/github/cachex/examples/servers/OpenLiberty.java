// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Open Liberty, from its unpacked distribution. */
final class OpenLiberty extends ApplicationServer {
    private static final String CONFIGURATION = """
            <server>
              <featureManager>
                <feature>webProfile-10.0</feature>
                <feature>mpConfig-3.1</feature>
                <feature>mpRestClient-3.0</feature>
                <feature>concurrent-3.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <applicationMonitor pollingRate="500ms"/>
              <!-- Orderly by itself; a test stops it by a signal. -->
              <applicationManager startTimeout="2m" stopTimeout="1m"/>
            </server>
            """;

    OpenLiberty(String name, Path installation, Path home) throws IOException {
        super(name, installation, home);
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
        Files.writeString(server().resolve("server.xml"), CONFIGURATION.formatted(port()));
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
