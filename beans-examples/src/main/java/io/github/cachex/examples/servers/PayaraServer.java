// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payara Server, from its unpacked distribution, with a domain of its own. */
final class PayaraServer extends ApplicationServer {
    private static final String DOMAIN = "domain1";

    /** Listeners of the configuration that is in force; another, a template, names its ports by variables. */
    private static final Pattern PORT = Pattern.compile("(<(?:network-listener|iiop-listener|jmx-connector)\\b[^>]*?)"
            + "( address=\"[^\"]*\")?([^>]*?) port=\"(\\d+)\"");

    /** Its own message broker would listen on all interfaces. */
    private static final String NO_OWN_BROKER = "<jms-service type=\"REMOTE\" default-jms-host=\"default_JMS_host\">"
            + "<jms-host name=\"default_JMS_host\" host=\"localhost\" port=\"7676\" lazy-init=\"true\"/></jms-service>";

    PayaraServer(String name, Path installation, Path home) throws IOException {
        super(name, installation, home);
    }

    private Path domain() {
        return home().resolve("domains").resolve(DOMAIN);
    }

    private Path autodeploy() {
        return domain().resolve("autodeploy");
    }

    @Override
    protected void prepare() throws IOException {
        copyFolder(installation().resolve("glassfish/domains").resolve(DOMAIN), domain());
        Path configuration = domain().resolve("config/domain.xml");
        Files.writeString(configuration, onLoopback(Files.readString(configuration)));
        // What asadmin would hand over.
        Files.writeString(home().resolve("input"), "AS_ADMIN_MASTERPASSWORD=changeit\n");
        place(archives(), autodeploy());
    }

    /** It listens on all interfaces, and on ports of its choice, unless told otherwise. */
    private String onLoopback(String configuration) throws IOException {
        Matcher listener = PORT.matcher(configuration);
        StringBuilder changed = new StringBuilder();
        while (listener.find()) {
            int port = listener.group(4).equals("8080") ? port() : freePort();
            String text = listener.group(1) + " address=\"127.0.0.1\"" + listener.group(3) + " port=\"" + port + '"';
            listener.appendReplacement(
                    changed, Matcher.quoteReplacement(text.replaceFirst(" address=\"0\\.0\\.0\\.0\"", "")));
        }
        return listener.appendTail(changed)
                .toString()
                .replace(
                        "<hazelcast-config-specific-configuration",
                        "<hazelcast-config-specific-configuration enabled=\"false\"")
                .replace("<config name=\"server-config\">", "<config name=\"server-config\">" + NO_OWN_BROKER)
                .replace("-Dosgi.shell.telnet.port=6666", "-Dosgi.shell.telnet.port=" + freePort());
    }

    /** Asks for the command that would start the domain: started by asadmin, its process would not be ours. */
    @Override
    protected List<String> command() throws IOException, InterruptedException {
        Path asked = home().resolve("command.txt");
        run(
                        List.of(
                                installation().resolve("glassfish/bin/asadmin").toString(),
                                "start-domain",
                                "--dry-run",
                                "--domaindir",
                                home().resolve("domains").toString(),
                                DOMAIN),
                        asked)
                .waitFor();
        List<String> command = new ArrayList<>();
        for (String line : Files.readAllLines(asked, StandardCharsets.UTF_8)) {
            if (!line.isEmpty() && (!command.isEmpty() || line.endsWith("/java"))) {
                command.add(line);
            }
        }
        int last = command.indexOf("Command start-domain executed successfully.");
        if (last < 0) {
            throw new IOException("asadmin does not say how to start a domain; see " + asked);
        }
        List<String> whole = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < input", "payara"));
        whole.addAll(command.subList(0, 1));
        whole.addAll(arguments());
        whole.addAll(command.subList(1, last));
        return whole;
    }

    @Override
    public void deploy(List<Path> added) throws IOException, InterruptedException {
        for (Path archive : added) {
            awaitDone(autodeploy().resolve(archive.getFileName()));
        }
        place(added, autodeploy());
    }

    /** An archive that is replaced before its deployment was noted down would count as deployed. */
    private void awaitDone(Path archive) throws IOException, InterruptedException {
        Path note = archive.resolveSibling(archive.getFileName() + "_deployed");
        while (Files.exists(archive) && !isNewer(note, archive)) {
            if (!process().isAlive()) {
                throw new IOException(this + " ended; see " + console());
            }
            process().waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isNewer(Path file, Path other) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) >= 0;
    }

    @Override
    public void undeploy(String archive) throws IOException {
        Files.delete(autodeploy().resolve(archive));
    }

    @Override
    public Path log() {
        return domain().resolve("logs/server.log");
    }
}
