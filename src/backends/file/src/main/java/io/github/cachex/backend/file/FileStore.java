// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import io.github.cachex.backend.cas.ListingStore;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as files, each under the SHA-256 of its name in one of 256 folders; replaced by a file that was written elsewhere, so that nobody
 * reads half of one. Its time of modification is when it is of no more use. Thread-safe.
 */
final class FileStore implements ListingStore {
    static final String TYPE = "file";

    private static final int LARGEST = 64 << 20;
    private static final String RECORDS = "records";
    private static final String TEMPORARY = "temporary";
    private static final int FOLDERS = 256;
    private static final Pattern RECORD = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{62}");
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final HexFormat HEX = HexFormat.of();
    /** File systems know no later times. */
    private static final long LATEST = 4_102_444_800_000L;

    private final Path folder;
    private final LockFiles locks;
    private final AtomicLong written = new AtomicLong();
    private volatile Optional<Sweeper> sweeper = Optional.empty();

    /** Opens {@code folder}, which was looked at. */
    FileStore(Path folder) throws IOException {
        this.folder = folder;
        make(folder.resolve(TEMPORARY));
        make(folder.resolve(RECORDS));
        this.locks = LockFiles.of(folder);
    }

    /** Makes {@code directory} for its owner alone, whatever the process allows others, where it is missing. */
    static void make(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    }

    /** Returns whether {@code path} is called like a record. */
    boolean isRecord(Path path) {
        return RECORD.matcher(relative(path)).matches();
    }

    private String relative(Path path) {
        return records().relativize(path).toString();
    }

    private static byte[] id(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    private static String fileName(byte[] id) {
        return HEX.formatHex(id, 1, id.length);
    }

    private Path path(byte[] id) {
        return records().resolve(HEX.toHexDigits(id[0])).resolve(fileName(id));
    }

    Path records() {
        return folder.resolve(RECORDS);
    }

    Path temporary() {
        return folder.resolve(TEMPORARY);
    }

    /** Returns how many bytes this JVM has written since it was asked last. */
    long takeWritten() {
        return written.getAndSet(0);
    }

    @Override
    public Optional<Versioned> get(String name, CallBudget budget) {
        try {
            return read(path(id(name)), name).map(record -> new Versioned(record.version(), record.bytes()));
        } catch (IOException e) {
            throw failure("get", name, e);
        }
    }

    /** Returns what is there; what is torn, too large or another's is not. */
    private static Optional<FileRecord> read(Path path, @Nullable String name) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] file = in.readNBytes(LARGEST + 1);
            return file.length > LARGEST
                    ? Optional.empty()
                    : FileRecord.of(file)
                            .filter(record -> name == null || record.name().equals(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (Files.isDirectory(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public OptionalLong put(String name, long expected, byte[] bytes, long goneAt, CallBudget budget) {
        byte[] id = id(name);
        Path path = path(id);
        FileRecord next = new FileRecord(name, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), bytes);
        return locked("put", name, id, budget, () -> {
            if (version(path, name) != expected) {
                return OptionalLong.empty();
            }
            make(records().resolve(HEX.toHexDigits(id[0])));
            write(path, next.file(), goneAt);
            return OptionalLong.of(next.version());
        });
    }

    private static long version(Path path, String name) throws IOException {
        return read(path, name).map(FileRecord::version).orElse(ABSENT);
    }

    private void write(Path path, byte[] file, long goneAt) throws IOException {
        Path draft = temporary().resolve(UUID.randomUUID().toString());
        try {
            Files.write(draft, file);
            Files.setLastModifiedTime(draft, FileTime.fromMillis(Math.min(goneAt, LATEST)));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        written.addAndGet(file.length);
        sweeper.ifPresent(Sweeper::written);
    }

    @Override
    public boolean delete(String name, long expected, CallBudget budget) {
        byte[] id = id(name);
        Path path = path(id);
        return locked("delete", name, id, budget, () -> {
            long there = version(path, name);
            return there != ABSENT && there == expected && Files.deleteIfExists(path);
        });
    }

    /** Deletes {@code path} if it is of no more use at {@code now}; returns whether it did. */
    boolean sweep(Path path, long now, CallBudget budget) {
        byte[] id = HEX.parseHex(relative(path).replace("/", ""));
        return locked(
                "sweep",
                path.getFileName().toString(),
                id,
                budget,
                () -> Files.exists(path)
                        && Files.getLastModifiedTime(path).toMillis() < now
                        && Files.deleteIfExists(path));
    }

    private <T> T locked(String operation, String name, byte[] id, CallBudget budget, LockFiles.Work<T> work) {
        try {
            return locks.locked(id[id.length - 1], System.nanoTime() + budget.remainingNanos(), work)
                    .orElseThrow(() -> new CacheConnectionException(
                            TYPE,
                            operation,
                            name,
                            "another process holds its lock: backend-budget is spent",
                            false,
                            null));
        } catch (IOException e) {
            throw failure(operation, name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheConnectionException(TYPE, operation, name, "interrupted", false, e);
        }
    }

    private CacheBackendException failure(String operation, String name, IOException e) {
        return new CacheConnectionException(
                TYPE,
                operation,
                name,
                FileKeys.FOLDER.name() + "=" + folder + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
                false,
                e);
    }

    @Override
    public List<Listed> list(String prefix, Optional<String> after, int most, int head, CallBudget budget) {
        String last = after.map(FileStore::id).map(HEX::formatHex).orElse("");
        List<Listed> page = new ArrayList<>();
        try {
            for (int first = 0; first < FOLDERS && page.size() < most; first++) {
                String begin = String.format(Locale.ROOT, "%02x", first);
                for (Path path : files(records().resolve(begin))) {
                    if (budget.isSpent()) {
                        throw new CacheConnectionException(
                                TYPE, "list", prefix, "backend-budget is spent", false, null);
                    }
                    if (page.size() < most && (begin + path.getFileName()).compareTo(last) > 0) {
                        read(path, null)
                                .filter(record -> record.name().startsWith(prefix))
                                .ifPresent(record -> page.add(new Listed(
                                        record.name(),
                                        Arrays.copyOf(record.bytes(), Math.min(head, record.bytes().length)))));
                    }
                }
            }
            return page;
        } catch (IOException e) {
            throw failure("list", prefix, e);
        }
    }

    /** Returns the files of {@code directory} in the order of their names; none where there is none. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Lets {@code started} be told of what is written, and end with this. */
    void sweptBy(Sweeper started) {
        sweeper = Optional.of(started);
    }

    @Override
    public long largestRecord() {
        return LARGEST - 16_384L;
    }

    @Override
    public Optional<String> contact(CallBudget budget) {
        return Optional.of("files in " + folder);
    }

    @Override
    public void close() {
        sweeper.ifPresent(Sweeper::close);
        locks.close();
    }
}
