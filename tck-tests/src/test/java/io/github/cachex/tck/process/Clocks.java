// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The wall clocks of processes that {@code clocks.c} was loaded into, which can be set while they run. */
public final class Clocks {
    private static final Path SOURCE = Path.of("src/test/c/clocks.c").toAbsolutePath();

    private final Path folder;

    /** Creates those of the processes that were given {@code folder}. */
    public Clocks(Path folder) {
        this.folder = folder;
    }

    /** Compiles {@code clocks.c} into the folder; returns the environment that a process and its children need. */
    public Map<String, String> environment() {
        Path library = folder.resolve("clocks.so");
        try {
            Process gcc = new ProcessBuilder(
                            "gcc",
                            "-O2",
                            "-Wall",
                            "-Werror",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            SOURCE.toString())
                    .inheritIO()
                    .start();
            if (!gcc.waitFor(2, TimeUnit.MINUTES) || gcc.exitValue() != 0) {
                throw new IllegalStateException("gcc cannot compile " + SOURCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Map.of("LD_PRELOAD", library.toString(), "CLOCKS", folder.toString());
    }

    /** Returns what the wall clock of this process shows, in seconds. */
    public static long seconds() {
        return Instant.now().getEpochSecond();
    }

    /** Lets the clock of the process {@code pid} be {@code ahead} of what the machine's shows. */
    public void set(long pid, Duration ahead) {
        byte[] added = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toMillis())
                .array();
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(Long.toString(pid)).toFile(), "rw")) {
            file.write(added);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
