// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a folder, each a file that is locked for whoever changes one of its records. Those of one folder are shared in this JVM,
 * since closing a file drops all locks of the process on it. Thread-safe.
 */
final class LockFiles implements AutoCloseable {
    private static final int COUNT = 64;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final Map<Path, LockFiles> OPEN = new HashMap<>();

    private final Path folder;
    private final ReentrantLock[] threads = new ReentrantLock[COUNT];
    private final @Nullable FileChannel[] files = new FileChannel[COUNT];
    private int users;

    private LockFiles(Path folder) {
        this.folder = folder;
        for (int i = 0; i < COUNT; i++) {
            threads[i] = new ReentrantLock();
        }
    }

    /** Returns those of {@code folder}, which exists, for one more user. */
    static LockFiles of(Path folder) throws IOException {
        Path real = folder.toRealPath();
        synchronized (OPEN) {
            LockFiles files = OPEN.computeIfAbsent(real, LockFiles::new);
            files.users++;
            return files;
        }
    }

    /** What is done under a lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does {@code work} while nobody else does anything to what is locked by {@code number}; empty if that is not to be had until {@code deadline}. */
    <T> Optional<T> locked(int number, long deadline, Work<T> work) throws IOException, InterruptedException {
        int at = Math.floorMod(number, COUNT);
        ReentrantLock thread = threads[at];
        if (!thread.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            FileChannel file = file(at);
            while (true) {
                try (FileLock lock = lock(file)) {
                    if (lock != null) {
                        return Optional.of(work.run());
                    }
                }
                if (deadline - System.nanoTime() <= 0) {
                    return Optional.empty();
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(PAUSE);
            }
        } finally {
            thread.unlock();
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another application in this JVM has it.
            return null;
        }
    }

    /** By the thread that has the thread's lock. An interrupt closes a channel, and all locks with it: it is opened anew. */
    private FileChannel file(int at) throws IOException {
        FileChannel there = files[at];
        if (there == null || !there.isOpen()) {
            Path path = Files.createDirectories(folder.resolve("locks")).resolve(Integer.toString(at));
            there = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            files[at] = there;
        }
        return there;
    }

    /** Ends one use; the last one closes the files. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(folder);
                for (FileChannel file : files) {
                    close(file);
                }
            }
        }
    }

    private static void close(@Nullable FileChannel file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // Nobody needs it any more.
            }
        }
    }
}
