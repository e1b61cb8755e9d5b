// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A redis-server process, bound to the loopback address: a server or a Sentinel. */
final class RedisProcess extends RedisHost {
    private static final String ADDRESS = "127.0.0.1";

    private final List<String> command;
    private final Path directory;
    private @Nullable Process process;

    private RedisProcess(Path directory, List<String> command) {
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    /** Returns a server without persistence. */
    static RedisProcess server(Path binary, int port, List<String> arguments) {
        Path directory = directory();
        List<String> command = new ArrayList<>();
        command.addAll(List.of(binary.toString(), "--port", String.valueOf(port), "--bind", ADDRESS));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
        command.addAll(arguments);
        return new RedisProcess(directory, command);
    }

    /** Returns a Sentinel, which keeps what it learns in its configuration: over restarts too. */
    static RedisProcess sentinel(Path binary, int port, List<String> lines) {
        Path directory = directory();
        Path configuration = directory.resolve("sentinel.conf");
        List<String> text = new ArrayList<>(List.of("port " + port, "bind " + ADDRESS, "dir " + directory));
        text.addAll(lines);
        try {
            Files.write(configuration, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RedisProcess(directory, List.of(binary.toString(), configuration.toString(), "--sentinel"));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("cachex-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String address() {
        return ADDRESS;
    }

    @Override
    void launch() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            process = started;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndClean(started)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /** What a server leaves in its folder, as a node of a cluster does, goes as well. */
    private void endAndClean(Process started) {
        started.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> file.toFile().delete());
            Files.delete(directory);
        } catch (IOException e) {
            // Somebody was quicker, such as the end of an earlier run of the same server.
        }
    }

    @Override
    void remove() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            process = null;
        }
    }

    @Override
    void freeze() {
        signal("-STOP");
    }

    @Override
    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        if (process == null) {
            throw new IllegalStateException("the server does not run");
        }
        try {
            Process kill = new ProcessBuilder("kill", name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public String toString() {
        return command.get(0);
    }
}
