// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that answers HTTP on a free loopback port, in a process of its own. Its files stay below its home. */
public abstract class ServerProcess implements AutoCloseable {
    // No upgrade to HTTP/2: Open Liberty takes it, and its threads may then wait for ever to write their answers.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String name;
    private final Path home;
    private final int port;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();
    private Path jdk = Path.of(System.getProperty("java.home"));
    private @Nullable Process process;

    /** Makes a server whose files lie in {@code home}, which is emptied at the start. */
    protected ServerProcess(String name, Path home) throws IOException {
        this.name = name;
        this.home = home.toAbsolutePath();
        this.port = freePort();
    }

    /** Puts the server's files in place. */
    protected abstract void prepare() throws IOException, InterruptedException;

    /** Returns the command that runs the server in the foreground. */
    protected abstract List<String> command() throws IOException, InterruptedException;

    /** Returns the file where the server reports problems; it need not be there yet. */
    public abstract Path log();

    /** Runs on another JDK than this process does. */
    public final void runOn(Path home) {
        jdk = home;
    }

    /** Adds an environment variable; heeded by the next start. */
    public final void environment(String variable, String value) {
        environment.put(variable, value);
    }

    /** Adds a system property; heeded by the next start. */
    public final void property(String property, String value) {
        argument("-D" + property + "=" + value);
    }

    /** Adds an argument of the JVM; heeded by the next start. */
    public final void argument(String argument) {
        arguments.add(argument);
    }

    /** Adds a file below the server's home, in the place of its own where it has one; heeded by the next start. */
    public final void file(String path, String content) {
        files.put(path, content);
    }

    /** Starts the process, without waiting for its first answer. */
    public final void start() throws IOException, InterruptedException {
        forget(home);
        Files.createDirectories(home);
        prepare();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = home.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
        process = run(command(), console());
    }

    /** Runs a command with this server's JDK and environment, its output in a file. */
    final Process run(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return builder.start();
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

    /** Returns whether {@code path} is answered with 200; throws when the process ended. */
    public final boolean answers(String path) throws IOException, InterruptedException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " ended; see " + console());
        }
        try {
            return request("GET", path).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what is answered under {@code path}, which begins with the context; throws unless that is a 200. */
    public final String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = request("GET", path);
        if (response.statusCode() != 200) {
            throw new IOException(name + " answers " + response.statusCode() + " for " + path + ": " + response.body());
        }
        return response.body();
    }

    /** Asks with another method, and returns the whole answer. */
    public final HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(url().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns where the server answers; ends in a slash. */
    public final URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Returns where its checks of health are, and its metrics; ends in a slash. */
    public URI management() {
        return url();
    }

    /** Returns what the server logged so far. */
    public final String logged() throws IOException {
        return Files.exists(log()) ? Files.readString(log(), StandardCharsets.UTF_8) : "";
    }

    /** Returns the process of the JVM that answers. */
    public final Process process() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    /** Returns the file with what the process printed. */
    public final Path console() {
        return home.resolve("console.log");
    }

    protected final int port() {
        return port;
    }

    protected final Path home() {
        return home;
    }

    protected final Path jdk() {
        return jdk;
    }

    protected final String java() {
        return jdk.resolve("bin").resolve("java").toString();
    }

    /** Returns the arguments of the JVM that were added. */
    protected final List<String> arguments() {
        return List.copyOf(arguments);
    }

    protected static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public final String toString() {
        return name;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
