// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fresh folder with an unpacked server, where a reader writes files and runs commands. Nothing that was started outlives it. */
final class ProjectFolder implements AutoCloseable {
    static final String NODE = "reader";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Path folder;
    private final FreePorts ports = new FreePorts();
    private final GuidedServer server;
    private final String redis;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> inForeground = new ArrayList<>();

    ProjectFolder(GuidedServer server, Jdk jdk, String redis) throws IOException {
        this.server = server;
        this.redis = redis;
        this.folder = Started.PARTS.resolve("guides/" + server).toAbsolutePath();
        environment.put("JAVA_HOME", jdk.home().toString());
        environment.put("PATH", jdk.home().resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        environment.put("AS_ADMIN_PORT", ports.insteadOf("4848"));
        environment.put("PROBE_NODE", NODE);
        // No value ends while a busy machine is asked about it.
        environment.put("CACHEX_TTL", "3h");
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        unpack();
    }

    private void unpack() throws IOException {
        delete();
        Files.createDirectories(folder.resolve("tmp"));
        Path from = Started.PARTS.resolve(server.distribution());
        Path to = folder.resolve(server.distribution());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        for (String name : server.configuration()) {
            Path file = folder.resolve(name);
            Files.writeString(file, ports.in(Files.readString(file)));
        }
    }

    /** Returns the text with the ports and the Redis of this run, and otherwise as it stands. */
    private String here(String text) {
        return ports.in(text.replace("redis://localhost:6379", redis));
    }

    void write(Path file, String text) throws IOException {
        Path written = folder.resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, here(text));
    }

    /** Returns what was written to a file, or nothing. */
    String read(Path file) throws IOException {
        Path written = folder.resolve(file);
        return Files.exists(written) ? Files.readString(written) : "";
    }

    /** Puts what {@code mvn package} would have made in its place. */
    void packaged(Path war) throws IOException {
        Path place = folder.resolve("target/app.war");
        Files.createDirectories(place.getParent());
        Files.move(war, place, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Runs commands to their end, which must be a good one. */
    void run(String commands) throws IOException, InterruptedException {
        Process process = start(commands);
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(commands + "come to an end; see " + console())
                    .isTrue();
            assertThat(process.exitValue()).as(commands + "; see " + console()).isZero();
        } finally {
            end(process);
        }
    }

    /** Runs commands of which the last goes on. */
    void runInForeground(String commands) throws IOException {
        inForeground.add(start(commands));
    }

    /** Ends the commands that go on. */
    void interrupt() throws InterruptedException {
        for (Process process : inForeground) {
            end(process);
        }
        inForeground.clear();
    }

    private Process start(String commands) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", here(commands))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Path console() {
        return folder.resolve("console.log");
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Returns what runs out of this folder. */
    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder + File.separator))
                .toList();
    }

    /** Asks the application. */
    HttpResponse<String> request(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(here("http://127.0.0.1:" + server.port() + "/app/probe/" + path)))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns the application's answer, which must be a good one. */
    String answer(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = request(path);
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " for " + path + "; see " + console());
        }
        return response.body().strip();
    }

    /** Returns whether the application answers. */
    boolean isUp() throws InterruptedException {
        try {
            return request("loads").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the ports under which the server can be reached from other machines. */
    List<String> elsewhere() throws IOException {
        List<String> open = new ArrayList<>();
        for (NetworkInterface part : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(part.getInetAddresses())) {
                if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                    open.addAll(ports.openAt(address));
                }
            }
        }
        return open;
    }

    /** Removes everything: nobody needs to see what has gone well. */
    void delete() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        interrupt();
        running().forEach(ProcessHandle::destroyForcibly);
    }
}
