// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
    private static final String LOCKS = "locks";
    private static final int COUNT = 64;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_END = TimeUnit.SECONDS.toNanos(1);
    private static final Map<Path, LockFiles> OPEN = new HashMap<>();

    private final Path folder;
    private final ReentrantLock[] threads = new ReentrantLock[COUNT];
    private final @Nullable FileChannel[] files = new FileChannel[COUNT];
    private final @Nullable Object[] keys = new Object[COUNT];
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

    /** Does {@code work} under the lock of {@code number}; empty if that is not to be had until {@code deadline}. */
    <T> Optional<T> locked(int number, long deadline, Work<T> work) throws IOException, InterruptedException {
        int at = Math.floorMod(number, COUNT);
        ReentrantLock thread = threads[at];
        if (!thread.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            while (true) {
                FileChannel file = file(at);
                FileLock lock = lock(file);
                if (lock != null && isCurrent(at)) {
                    try (lock) {
                        return Optional.of(work.run());
                    }
                }
                if (lock != null) {
                    // Others lock the file that took its place. Nobody else in this process has a lock on this one.
                    file.close();
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

    private Path path(int at) {
        return folder.resolve(LOCKS).resolve(Integer.toString(at));
    }

    /** By the thread that has the thread's lock, as are the following. */
    private FileChannel file(int at) throws IOException {
        FileChannel there = files[at];
        if (there == null || !there.isOpen()) {
            Path path = path(at);
            FileStore.make(folder.resolve(LOCKS));
            try {
                Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                // Another process was here before.
            }
            Object key = key(path);
            there = FileChannel.open(path, StandardOpenOption.WRITE);
            files[at] = there;
            // Were it replaced meanwhile, it would be neither.
            keys[at] = Objects.equals(key, key(path)) ? key : null;
        }
        return there;
    }

    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Returns whether the open file is the one of the folder: what cleans up temporary files may have deleted it. */
    private boolean isCurrent(int at) throws IOException {
        Object key = keys[at];
        return key != null && key.equals(key(path(at)));
    }

    /** Ends one use; the last one closes the files. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users == 0) {
                OPEN.remove(folder);
                for (int at = 0; at < COUNT; at++) {
                    close(at);
                }
            }
        }
    }

    private void close(int at) {
        threads[at].lock();
        try {
            FileChannel file = files[at];
            if (file != null && file.isOpen() && isFree(file)) {
                file.close();
            }
        } catch (IOException e) {
            // Nobody needs it any more.
        } finally {
            threads[at].unlock();
        }
    }

    /** Returns whether no other application in this JVM has it locked, whose lock would go as well; waits a little for that. */
    private static boolean isFree(FileChannel file) throws IOException {
        long deadline = System.nanoTime() + LONGEST_END;
        while (true) {
            try {
                var unused = file.tryLock();
                return true;
            } catch (OverlappingFileLockException e) {
                if (deadline - System.nanoTime() <= 0) {
                    return false;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
