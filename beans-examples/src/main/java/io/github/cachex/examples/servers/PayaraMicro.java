// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro, from its one jar. It takes archives at its start only, so that each deployment is another start. */
final class PayaraMicro extends ApplicationServer {
    PayaraMicro(String name, Path jar, Path home) throws IOException {
        super(name, jar, home);
    }

    @Override
    protected void prepare() throws IOException {
        // There is no option for the address to listen on.
        Files.writeString(
                home().resolve("preboot"),
                "set configs.config.server-config.network-config.network-listeners"
                        + ".network-listener.http-listener.address=127.0.0.1\n");
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m"));
        command.addAll(arguments());
        command.addAll(List.of(
                // Its threads of the start can wait for each other for ever: one holds a lock of HK2 for a service that
                // another makes.
                "-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS",
                "-jar",
                installation().toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--rootDir",
                home().resolve("root").toString(),
                "--prebootcommandfile",
                home().resolve("preboot").toString(),
                "--port",
                Integer.toString(port())));
        for (Path archive : archives()) {
            command.addAll(List.of("--deploy", archive.toString()));
        }
        return command;
    }

    /** Starts again: it takes archives on its command line only. */
    @Override
    public void deploy(List<Path> added) throws IOException, InterruptedException {
        close();
        added.forEach(this::with);
        start();
    }

    @Override
    public void undeploy(String archive) throws IOException, InterruptedException {
        close();
        archives().removeIf(known -> known.endsWith(archive));
        start();
    }

    @Override
    public Path log() {
        return console();
    }
}
