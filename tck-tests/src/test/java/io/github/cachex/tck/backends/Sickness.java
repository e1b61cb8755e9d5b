// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** What a store may suffer from. Of files, the folder: its records are not there, or another process holds the locks. */
enum Sickness {
    /** It is stopped, and nothing goes on. */
    HUNG {
        @Override
        Ending begin(SharedStore store, SlowPort port) {
            if (store.kind() == SharedStore.Kind.FILE) {
                return LockHolder.start(store.folder(), 600_000)::close;
            }
            store.server().pause();
            return store.server()::resume;
        }
    },
    /** Each answer takes 400 ms; so long another process has the locks, again and again. */
    SLOW {
        @Override
        Ending begin(SharedStore store, SlowPort port) {
            if (store.kind() == SharedStore.Kind.FILE) {
                return LockHolder.start(store.folder(), 400)::close;
            }
            port.delay(400);
            return () -> port.delay(0);
        }
    },
    /** It is not there. */
    REFUSED {
        @Override
        Ending begin(SharedStore store, SlowPort port) {
            if (store.kind() == SharedStore.Kind.FILE) {
                return withoutRecords(store.folder());
            }
            store.server().stop();
            return store.server()::restart;
        }
    };

    /** Ends it. */
    @FunctionalInterface
    interface Ending extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins it; {@code port} leads to the store. */
    abstract Ending begin(SharedStore store, SlowPort port);

    private static Ending withoutRecords(Path folder) {
        Path records = folder.resolve("records");
        Path away = folder.resolve("away");
        try {
            Files.move(records, away);
            Files.createFile(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> {
            try {
                Files.delete(records);
                Files.move(away, records, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
