// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A server that a test starts: a process on a free port of the loopback address, in a folder of its own, which ends with it. Where the
 * tests run as root and the program refuses that, it runs as {@code nobody}. Not thread-safe.
 */
public abstract class StoreServer implements AutoCloseable {
    private static final String NOBODY = "nobody";
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int SHOWN_OF_LOG = 4_000;

    private final Path folder;
    private final int port;
    private final boolean isUnprivileged;
    private List<String> command = List.of();
    private @Nullable Process process;

    /**
     * Makes the folder, named {@code cachex-} and {@code name}, and chooses a port.
     *
     * @param refusesRoot whether the program does not run as root
     */
    StoreServer(String name, boolean refusesRoot) {
        isUnprivileged = refusesRoot && "root".equals(System.getProperty("user.name"));
        try {
            folder = Files.createTempDirectory("cachex-" + name);
            if (isUnprivileged) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
            }
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private List<String> unprivileged(List<String> command) {
        if (!isUnprivileged) {
            return command;
        }
        List<String> whole =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
        whole.addAll(command);
        return whole;
    }

    /** Returns the folder, which may be written to. */
    final Path folder() {
        return folder;
    }

    /** Runs {@code arguments} to their end, such as what makes an empty database. */
    final void run(List<String> arguments) {
        try {
            Process run = process(arguments);
            if (!run.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS) || run.exitValue() != 0) {
                run.destroyForcibly();
                throw new IllegalStateException(arguments.get(0) + " failed: " + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts the server by {@code arguments}, and waits until it {@link #answers}. */
    final void launch(List<String> arguments) {
        command = List.copyOf(arguments);
        restart();
    }

    private Process process(List<String> arguments) throws IOException {
        return new ProcessBuilder(unprivileged(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private String log() {
        try {
            String text = Files.readString(folder.resolve("log"));
            return text.substring(Math.max(0, text.length() - SHOWN_OF_LOG));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** Returns whether the server does its work; until then nobody is given it. */
    boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the port of the loopback address that it serves. */
    public final int port() {
        return port;
    }

    /** Returns the id of its process. */
    public final long pid() {
        return running().pid();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("the server does not run");
        }
        return process;
    }

    /** Stops the process, and those that it started, where they are, so that its port takes connections and nobody answers. */
    public final void pause() {
        signal("-STOP");
    }

    /** Lets all of them go on after {@link #pause}. */
    public final void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        ProcessHandle main = running().toHandle();
        signal(name, main);
        // Once it is stopped it starts no more.
        main.descendants().forEach(child -> signal(name, child));
    }

    private static void signal(String name, ProcessHandle to) {
        try {
            Process kill = new ProcessBuilder("kill", name, String.valueOf(to.pid()))
                    .redirectErrorStream(true)
                    .start();
            if ((!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) && to.isAlive()) {
                throw new IllegalStateException("kill " + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Kills the process and those that it started; its port refuses connections then. */
    public final void stop() {
        if (process != null) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly().onExit().join();
            children.forEach(child -> {
                child.destroyForcibly();
                child.onExit().join();
            });
            process = null;
        }
    }

    /** Starts it again on the same port, over what is left in its folder. */
    public final void restart() {
        stop();
        try {
            Process started = process(command);
            process = started;
            Awaitility.await("start of " + command.get(0))
                    .atMost(LONGEST_START)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!started.isAlive()) {
                            throw new IllegalStateException(command.get(0) + " ended: " + log());
                        }
                        return answers();
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /** Ends it and deletes its folder; calling it again does nothing. */
    @Override
    public final void close() {
        stop();
        if (Files.exists(folder)) {
            try {
                Files.walkFileTree(folder, new Deletion());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // the server was about to delete it itself
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
