// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The probe as Quarkus has built it. */
final class Quarkus extends ServerProcess {
    private final Path application;

    Quarkus(String name, Path application, Path home) throws IOException {
        super(name, home);
        this.application = application.toAbsolutePath();
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        command.addAll(arguments());
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port(),
                "-jar",
                application.resolve("quarkus-run.jar").toString()));
        return command;
    }

    @Override
    public Path log() {
        return console();
    }
}
