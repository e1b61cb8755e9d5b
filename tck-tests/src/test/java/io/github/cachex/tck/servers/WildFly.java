// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** WildFly with its default configuration; its scanner deploys what is put into a directory. */
final class WildFly extends ServerProcess {
    private static final List<String> OPEN = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming");

    WildFly() throws IOException {
        super("wildfly");
    }

    private static Path installation() {
        return PARTS.resolve("wildfly");
    }

    private Path base() {
        return home().resolve("standalone");
    }

    private Path deployments() {
        return base().resolve("deployments");
    }

    @Override
    void prepare(Path right, Path wrong) throws IOException {
        copy(installation().resolve("standalone/configuration"), base().resolve("configuration"));
        Files.createDirectories(deployments());
        Files.copy(right, deployments().resolve("example.war"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Override
    List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-Djava.net.preferIPv4Stack=true"));
        OPEN.forEach(place -> command.add("--add-opens=" + place + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-Dorg.jboss.boot.log.file=" + log(),
                "-Dlogging.configuration="
                        + base().resolve("configuration/logging.properties").toUri(),
                "-jar",
                installation().resolve("jboss-modules.jar").toString(),
                "-mp",
                installation().resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + installation(),
                "-Djboss.server.base.dir=" + base(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort(),
                "-Djboss.management.https.port=" + freePort()));
        return command;
    }

    @Override
    void deploy(Path wrong) throws IOException {
        Path unseen = deployments().resolve("wrong.part");
        Files.copy(wrong, unseen, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unseen, deployments().resolve("wrong.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    Path log() {
        return base().resolve("log/server.log");
    }
}
