// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import io.github.cachex.tck.redis.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A process that holds all locks of a folder, as one does that was stopped while it wrote, or again and again for a while. */
final class LockHolder implements AutoCloseable {
    private static final int LOCKS = 64;
    private static final String HELD = "held";

    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /** Starts one, which holds the locks of {@code folder} {@code millis} ms at a time, and returns when it has them. */
    static LockHolder start(Path folder, long millis) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockHolder.class.getName(),
                            folder.toString(),
                            String.valueOf(millis))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!HELD.equals(process.inputReader().readLine())) {
                throw new IllegalStateException("the process that holds locks has ended");
            }
            return new LockHolder(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the folder and for how long, until its input ends. */
    public static void main(String[] arguments) throws IOException {
        Path locks = Files.createDirectories(Path.of(arguments[0]).resolve("locks"));
        List<FileChannel> files = new ArrayList<>();
        for (int i = 0; i < LOCKS; i++) {
            files.add(FileChannel.open(
                    locks.resolve(Integer.toString(i)), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }
        Thread end = new Thread(LockHolder::awaitEnd);
        end.setDaemon(true);
        end.start();
        while (true) {
            List<FileLock> held = new ArrayList<>();
            for (FileChannel file : files) {
                held.add(file.lock());
            }
            System.out.println(HELD);
            Pause.millis(Long.parseLong(arguments[1]));
            for (FileLock lock : held) {
                lock.release();
            }
            Pause.millis(1);
        }
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Whoever started it is still there.
            }
        } catch (IOException e) {
            // Nor is its pipe.
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
