// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Deletes files that are of no more use, and those that will be so first where there are too many; one at a time. Thread-safe. */
final class Sweeper implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(30);
    /** Whoever wrote a draft has long gone. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final Duration LONGEST_LOCK = Duration.ofMillis(100);
    /** Beyond the bound, room is made for as much as is written until the next time. */
    private static final double LEFT = 0.9;

    private static final double SOON = 0.05;

    private final FileStore store;
    private final Clock clock;
    private final long most;
    private final AtomicLong sinceSwept = new AtomicLong();
    private final ScheduledThreadPoolExecutor thread;

    /**
     * Creates one.
     *
     * @param most how many bytes there may be
     */
    Sweeper(FileStore store, Clock clock, long most) {
        this.store = store;
        this.clock = clock;
        this.most = most;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "cachex-file-sweep");
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::sweep, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes note that something was written; where that was much, sweeps soon. */
    void written() {
        if (sinceSwept.addAndGet(store.takeWritten()) > most * SOON) {
            sinceSwept.set(0);
            try {
                thread.execute(this::sweep);
            } catch (RejectedExecutionException e) {
                // It is being closed.
            }
        }
    }

    /** A file as it was seen. */
    private record Seen(Path path, long size, long goneAt) {}

    private void sweep() {
        try {
            long now = clock.millis();
            List<Seen> left = new ArrayList<>();
            long size = 0;
            for (Path directory : FileStore.files(store.records())) {
                for (Path path : FileStore.files(directory)) {
                    if (!store.isRecord(path)) {
                        continue; // somebody else's
                    }
                    Seen seen = seen(path);
                    if (seen.goneAt < now) {
                        delete(seen, now);
                    } else {
                        left.add(seen);
                        size += seen.size;
                    }
                }
            }
            if (size > most) {
                shrink(left, size);
            }
            for (Path draft : FileStore.files(store.temporary())) {
                discard(draft);
            }
        } catch (IOException e) {
            // Somebody else deletes as well, or the folder is not there just now: what is left is looked at the next
            // time.
        }
    }

    /** By when it was changed: its time of modification may already be that of a record. */
    private void discard(Path draft) {
        try {
            FileTime changed = (FileTime) Files.getAttribute(draft, "unix:ctime");
            if (changed.toInstant().isBefore(clock.instant().minus(ABANDONED))) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // It is a record meanwhile.
        }
    }

    private static Seen seen(Path path) throws IOException {
        try {
            return new Seen(
                    path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (NoSuchFileException e) {
            return new Seen(path, 0, Long.MAX_VALUE);
        }
    }

    private void shrink(List<Seen> files, long size) {
        long left = size;
        files.sort(Comparator.comparingLong(Seen::goneAt));
        for (Seen file : files) {
            if (left <= most * LEFT || thread.isShutdown()) {
                return;
            }
            delete(file, file.goneAt + 1);
            left -= file.size;
        }
    }

    private void delete(Seen file, long before) {
        try {
            var unused = store.sweep(file.path, before, CallBudget.of(LONGEST_LOCK));
        } catch (CacheBackendException e) {
            // Somebody is at it, or it is no file of ours.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
