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
import org.jspecify.annotations.Nullable;

/** A redis-server process, bound to the loopback address and without persistence. */
final class RedisProcess extends RedisHost {
    private static final String ADDRESS = "127.0.0.1";

    private final List<String> command = new ArrayList<>();
    private final Path directory;
    private @Nullable Process process;

    RedisProcess(Path binary, int port, List<String> arguments) {
        try {
            directory = Files.createTempDirectory("cachex-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory.toFile().deleteOnExit();
        String here = directory.toString();
        command.addAll(List.of(binary.toString(), "--port", String.valueOf(port), "--bind", ADDRESS));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", here));
        command.addAll(arguments);
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
            directory.resolve("log").toFile().deleteOnExit();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
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
