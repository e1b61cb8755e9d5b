// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Open Liberty with the few features that the WAR needs. */
final class OpenLiberty extends ServerProcess {
    private static final String CONFIGURATION = """
            <server>
              <featureManager>
                <feature>cdi-4.0</feature>
                <feature>restfulWS-3.1</feature>
                <feature>jsonb-3.0</feature>
                <feature>mpConfig-3.1</feature>
                <feature>concurrent-3.0</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
              <applicationMonitor pollingRate="500ms"/>
              <webApplication location="example.war" contextRoot="/example"/>
            </server>
            """;

    OpenLiberty() throws IOException {
        super("liberty");
    }

    private static Path installation() {
        return PARTS.resolve("wlp");
    }

    private Path server() {
        return home().resolve("servers/example");
    }

    @Override
    void prepare(Path right, Path wrong) throws IOException {
        Files.createDirectories(server().resolve("apps"));
        Files.createDirectories(server().resolve("dropins"));
        Files.writeString(server().resolve("server.xml"), CONFIGURATION.formatted(port()));
        Files.writeString(server().resolve("server.env"), "WLP_SKIP_UMASK=true\n");
        Files.copy(right, server().resolve("apps/example.war"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    List<String> command() {
        // The script becomes the JVM (it ends in exec), so that stopping the process stops the server.
        return List.of(
                "env",
                "WLP_USER_DIR=" + home(),
                "JVM_ARGS=-Xmx512m",
                "sh",
                installation().resolve("bin/server").toString(),
                "run",
                "example");
    }

    @Override
    void deploy(Path wrong) throws IOException {
        Files.copy(wrong, server().resolve("dropins/wrong.war"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    Path log() {
        return server().resolve("logs/messages.log");
    }
}
