// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Payara Micro: one jar that deploys what its command line names; a failed deployment leaves it up. */
final class PayaraMicro extends ServerProcess {
    PayaraMicro() throws IOException {
        super("payara-micro");
    }

    @Override
    void prepare(Path right, Path wrong) throws IOException {
        Files.copy(right, home().resolve("example.war"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(wrong, home().resolve("wrong.war"), StandardCopyOption.REPLACE_EXISTING);
        // There is no option for the address to listen on.
        Files.writeString(
                home().resolve("preboot"),
                "set configs.config.server-config.network-config.network-listeners"
                        + ".network-listener.http-listener.address=127.0.0.1\n");
    }

    @Override
    List<String> command() {
        return List.of(
                java(),
                "-Xmx512m",
                "-jar",
                PARTS.resolve("payara-micro.jar").toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--rootDir",
                home().resolve("root").toString(),
                "--prebootcommandfile",
                home().resolve("preboot").toString(),
                "--port",
                Integer.toString(port()),
                "--deploy",
                home().resolve("example.war").toString(),
                "--deploy",
                home().resolve("wrong.war").toString());
    }

    @Override
    void deploy(Path wrong) {
        // The command line has named it.
    }

    @Override
    Path log() {
        return console();
    }
}
