// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.testkit.BackendSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others than the backend have been at its folder. */
class DamagedFolderTest {
    private static final long MOST = 1 << 20;

    @TempDir
    private Path folder;

    private FileStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileStore(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private boolean put(String name, CallBudget budget) {
        return store.put(name, CasStore.ABSENT, new byte[10_000], CasStore.NEVER, budget)
                .isPresent();
    }

    private void sweep(Duration ahead) {
        Sweeper sweeper =
                new Sweeper(store, Clock.offset(BackendSettings.of("file").clock(), ahead), MOST);
        store.sweptBy(sweeper);
        sweeper.start();
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(store.records())) {
            return files.filter(store::isRecord)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void filesThatAreNoRecords_stopNoSweep_andStay() throws IOException {
        FileTime old = FileTime.from(Instant.EPOCH);
        List<Path> strange = List.of(
                store.records().resolve("00file"),
                store.records().resolve("00").resolve("not hexadecimal"),
                store.records().resolve("00").resolve("ab"));
        Files.createDirectories(store.records().resolve("00"));
        for (Path path : strange) {
            Files.setLastModifiedTime(Files.writeString(path, "x"), old);
        }
        Files.createDirectories(
                store.records().resolve("01").resolve("0".repeat(62)).resolve("below"));
        Files.setLastModifiedTime(store.records().resolve("01").resolve("0".repeat(62)), old);
        for (int i = 0; i < 200; i++) {
            put("record " + i, budget());
        }
        assertThat(size()).isGreaterThan(MOST);
        sweep(Duration.ZERO);
        Awaitility.await().until(() -> size() <= MOST);
        assertThat(strange).allMatch(Files::exists);
    }

    /** Its process was killed after it had said until when it is of use. */
    @Test
    void draftThatNobodyFinishes_isSwept() throws IOException {
        Path draft = Files.writeString(store.temporary().resolve("draft"), "x");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
        sweep(Duration.ofHours(2));
        Awaitility.await().until(() -> Files.notExists(draft));
    }

    /** As what cleans up temporary files does: others lock new ones. */
    @Test
    void lockFilesThatWereDeleted_areTakenAnew() throws IOException {
        for (int i = 0; i < 100; i++) {
            put("before " + i, budget());
        }
        Path locks = folder.resolve("locks");
        for (Path file : FileStore.files(locks)) {
            Files.delete(file);
        }
        assertThat(put("after", budget())).isTrue();
        Path taken = FileStore.files(locks).get(0);
        assertThat(FileStore.files(locks)).hasSize(1);
        try (FileChannel other = FileChannel.open(taken, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> put("after", CallBudget.of(Duration.ofMillis(100))))
                    .hasMessageContaining("holds its lock");
        }
    }

    @Test
    void foldersWithin_areTheirOwnersAlone_alsoWhereOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        put("record", budget());
        try (Stream<Path> folders = Files.walk(folder)) {
            assertThat(folders.filter(path -> Files.isDirectory(path) && !path.equals(folder)))
                    .hasSize(4)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo("rwx------"));
        }
    }
}
