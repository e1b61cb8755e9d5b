// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** WildFly, from its unpacked distribution. */
final class WildFly extends ApplicationServer {
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

    private static final String HEALTH_EXTENSION =
            "<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>";
    private static final String HEALTH_SUBSYSTEM =
            "<subsystem xmlns=\"urn:wildfly:microprofile-health-smallrye:3.0\" security-enabled=\"false\"/>";

    private final int managementPort = freePort();

    WildFly(String name, Path installation, Path home) throws IOException {
        super(name, installation, home);
    }

    private Path base() {
        return home().resolve("standalone");
    }

    private Path deployments() {
        return base().resolve("deployments");
    }

    @Override
    protected void prepare() throws IOException {
        copyFolder(installation().resolve("standalone/configuration"), base().resolve("configuration"));
        Path configuration = base().resolve("configuration/standalone.xml");
        String text = Files.readString(configuration)
                .replace("scan-interval=\"5000\"", "scan-interval=\"500\"")
                // Users of Jakarta Security, which an application brings, are none of the server's own.
                .replaceFirst(
                        "(?s)(domain:undertow:.*?security-domain=\"ApplicationDomain\")",
                        "$1 integrated-jaspi=\"false\"");
        Files.writeString(configuration, isObserved() ? withHealth(text) : text);
        Files.createDirectories(deployments());
        place(archives(), deployments());
    }

    private static String withHealth(String configuration) {
        return configuration
                .replace("</extensions>", HEALTH_EXTENSION + "</extensions>")
                .replace("</profile>", HEALTH_SUBSYSTEM + "</profile>");
    }

    @Override
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort + "/");
    }

    @Override
    protected List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-Djava.net.preferIPv4Stack=true"));
        command.addAll(arguments());
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
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.management.https.port=" + freePort()));
        return command;
    }

    @Override
    public void deploy(List<Path> added) throws IOException {
        place(added, deployments());
    }

    @Override
    public void undeploy(String archive) throws IOException {
        Files.delete(deployments().resolve(archive + ".deployed"));
    }

    @Override
    public Path log() {
        return base().resolve("log/server.log");
    }
}
