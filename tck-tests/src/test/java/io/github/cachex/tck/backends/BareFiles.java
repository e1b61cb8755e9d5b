// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file for each record, replaced as a whole under a lock that other processes see. */
final class BareFiles implements BareClient {
    private final Path folder;
    private final FileChannel lock;

    BareFiles(SharedStore store) throws IOException {
        folder = Files.createDirectory(store.folder().resolve("bare"));
        lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private Path path(String key) {
        return folder.resolve(key);
    }

    @Override
    public Optional<byte[]> read(String key) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void insert(String key, byte[] bytes) throws IOException {
        write(key, bytes, false);
    }

    @Override
    public void replace(String key, byte[] bytes) throws IOException {
        write(key, bytes, true);
    }

    private void write(String key, byte[] bytes, boolean isThere) throws IOException {
        try (FileLock held = lock.lock()) {
            if (!held.isValid() || read(key).isPresent() != isThere) {
                throw new IllegalStateException("somebody was faster");
            }
            Path draft = folder.resolve("draft");
            Files.write(draft, bytes);
            Files.move(draft, path(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try (FileLock held = lock.lock()) {
            if (held.isValid()) {
                Files.deleteIfExists(path(key));
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
