// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Apache TomEE, from its unpacked distribution. Version 9 does not start on JDK 25. */
final class TomEe extends ApplicationServer {
    private static final List<String> OPEN = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.rmi/sun.rmi.transport");

    TomEe(String name, Path installation, Path home) throws IOException {
        super(name, installation, home);
    }

    private Path applications() {
        return home().resolve("webapps");
    }

    @Override
    protected void prepare() throws IOException {
        copyFolder(installation().resolve("conf"), home().resolve("conf"));
        Path configuration = home().resolve("conf/server.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        // No port for those who would shut it down.
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port() + "\"")
                        // Looks for archives that came or went each second.
                        .replace(
                                "<Engine name=\"Catalina\"",
                                "<Engine backgroundProcessorDelay=\"1\" name=\"Catalina\""));
        Files.createDirectories(home().resolve("logs"));
        Files.createDirectories(home().resolve("temp"));
        Files.createDirectories(applications());
        place(archives(), applications());
    }

    @Override
    protected List<String> command() {
        Path bin = installation().resolve("bin");
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m"));
        OPEN.forEach(place -> command.add("--add-opens=" + place + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-javaagent:" + installation().resolve("lib/openejb-javaagent.jar"),
                "-Djava.util.logging.config.file=" + home().resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Djava.io.tmpdir=" + home().resolve("temp"),
                "-Dcatalina.home=" + installation(),
                "-Dcatalina.base=" + home()));
        command.addAll(arguments());
        command.addAll(List.of(
                "-classpath",
                bin.resolve("bootstrap.jar") + System.getProperty("path.separator") + bin.resolve("tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return command;
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
        return console();
    }
}
