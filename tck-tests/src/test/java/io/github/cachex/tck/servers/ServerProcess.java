// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, with the example WAR under {@code /example}. Its files stay below target. */
abstract class ServerProcess implements AutoCloseable {
    /** What the build has put there: the servers as they were unpacked, and the WAR. */
    static final Path PARTS = Path.of("target", "servers").toAbsolutePath();

    // No upgrade to HTTP/2: Open Liberty takes it, and its threads may then wait for ever to write their answers.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String name;
    private final int port;
    private @Nullable Process process;

    ServerProcess(String name) throws IOException {
        this.name = name;
        this.port = freePort();
    }

    /** Puts the server's files in place: the right WAR, and the wrong one if it can only be deployed at the start. */
    abstract void prepare(Path right, Path wrong) throws IOException;

    /** Returns the command that runs the server in the foreground. */
    abstract List<String> command() throws IOException;

    /** Deploys the wrong WAR, unless that was done at the start. */
    abstract void deploy(Path wrong) throws IOException;

    /** Returns the file where the server reports problems. */
    abstract Path log();

    final void start(Path right, Path wrong, Map<String, String> environment) throws IOException {
        forget(home());
        Files.createDirectories(home());
        prepare(right, wrong);
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(console().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXAMPLE_SERVER", name);
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Removes what an earlier run has left: servers deploy what they find. */
    private static void forget(Path home) throws IOException {
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Returns whether the server answers; throws when it ended. */
    final boolean isUp() throws IOException, InterruptedException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " ended; see " + console());
        }
        try {
            return request("loads").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what the application answers under {@code path}. */
    final String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = request(path);
        if (response.statusCode() != 200) {
            throw new IOException(name + " answers " + response.statusCode() + " for " + path);
        }
        return response.body();
    }

    private HttpResponse<String> request(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/example/" + path);
        return HTTP.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns how often the application of this server loaded. */
    final int loads() throws IOException, InterruptedException {
        return Integer.parseInt(get("loads").strip());
    }

    /** Returns what the server logged so far. */
    final String logged() throws IOException {
        return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
    }

    final int port() {
        return port;
    }

    final Path home() {
        return PARTS.resolve("run").resolve(name);
    }

    final Path console() {
        return home().resolve("console.log");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
