// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.tck.BackendContract;
import io.github.cachex.tck.BulkLeaseContract;
import io.github.cachex.tck.ClockContract;
import io.github.cachex.tck.ConditionalWriteContract;
import io.github.cachex.tck.CountedContracts;
import io.github.cachex.tck.CounterContract;
import io.github.cachex.tck.LeaseContract;
import io.github.cachex.tck.LifetimeContract;
import io.github.cachex.tck.ReplacementContract;
import io.github.cachex.tck.ScanContract;
import io.github.cachex.tck.TagContract;
import io.github.cachex.testkit.BackendSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileBackendTest
        implements BackendContract,
                LeaseContract,
                BulkLeaseContract,
                LifetimeContract,
                TagContract,
                CounterContract,
                ClockContract,
                ConditionalWriteContract,
                ReplacementContract,
                ScanContract {
    @RegisterExtension
    static final CountedContracts COUNTED =
            CountedContracts.of("file", Set.of(Capability.WAKE_UPS, Capability.CHANGES));

    @TempDir
    private Path parent;

    private final Map<String, CacheBackend> open = new ConcurrentHashMap<>();

    private BackendSettings settings() {
        return BackendSettings.of("file", "folder", parent.resolve("cache").toString());
    }

    private CacheBackend opened(String name, Duration ahead) {
        return open.computeIfAbsent(
                name, same -> new FileBackendFactory().create(settings().ahead(ahead)));
    }

    @Override
    public CacheBackend backend() {
        return opened("one", Duration.ZERO);
    }

    @Override
    public CacheBackend otherJvm() {
        return opened("other", Duration.ZERO);
    }

    @Override
    public CacheBackend otherClock(Duration ahead) {
        return opened("ahead " + ahead, ahead);
    }

    @AfterEach
    void close() {
        open.values().forEach(CacheBackend::close);
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.walk(parent.resolve("cache/records"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void capabilities_areAllButPushes() {
        assertThat(backend().capabilities())
                .containsExactlyInAnyOrder(
                        Capability.LEASES,
                        Capability.MARKS,
                        Capability.SCAN,
                        Capability.COUNTERS,
                        Capability.REPLACEMENT);
    }

    @Test
    void folder_isItsOwnersAlone() throws IOException {
        backend().write(newKey(), entry("x"), budget());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("cache"))))
                .isEqualTo("rwx------");
    }

    /** Cut anywhere, or with another byte, a record is none. */
    @Test
    void tornRecords_areMisses_andAreReplaced() throws IOException {
        EntryKey key = newKey();
        backend().write(key, entry("whole"), budget());
        Path file = records().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(otherJvm().read(key, budget())).isEmpty();
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(otherJvm().read(key, budget())).isEmpty();
        }
        backend().write(key, entry("anew"), budget());
        assertThat(content(key)).isEqualTo("anew");
    }

    @Test
    void lockThatIsHeldElsewhere_holdsNobodyBeyondTheBudget() throws Exception {
        EntryKey key = newKey();
        backend().write(key, entry("there"), budget());
        Process holder = holdLocks();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(backend().read(key, budget())).isPresent();
            assertThatThrownBy(() -> backend().write(key, entry("late"), CallBudget.of(Duration.ofMillis(100))))
                    .isInstanceOf(CacheConnectionException.class)
                    .hasMessageContaining("another process holds its lock");
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        backend().write(key, entry("after"), budget());
        assertThat(content(key)).isEqualTo("after");
    }

    /** Another process that holds all locks, as one does that was stopped in the middle. */
    private Process holdLocks() throws IOException {
        Path source = parent.resolve("Holder.java");
        Files.writeString(source, """
                                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Holder {
                    public static void main(String[] folder) throws Exception {
                        FileChannel[] locks = new FileChannel[64];
                        for (int i = 0; i < 64; i++) {
                            Path path = Path.of(folder[0], "locks", "" + i);
                            locks[i] = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                            locks[i].lock();
                        }
                        System.out.println("held");
                        System.in.read(); // until whoever started it has gone
                        locks[0].close();
                    }
                }
                """);
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        source.toString(),
                        parent.resolve("cache").toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void whatIsOverAndWhatIsTooMuch_isSwept() throws IOException {
        try (CacheBackend small = new FileBackendFactory()
                .create(BackendSettings.of(
                        "file", "folder", parent.resolve("cache").toString(), "max-size", "1048576"))) {
            byte[] large = new byte[50_000];
            for (int i = 0; i < 100; i++) {
                small.write(newKey(), new NewEntry(newId(), large, Lifetime.of(LONG)), budget());
            }
            Awaitility.await().until(() -> size() <= 1_048_576);
            assertThat(records()).isNotEmpty();
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : records()) {
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private void assertRefused(BackendSettings settings, String... said) {
        assertThatThrownBy(() -> new FileBackendFactory().create(settings)).isInstanceOf(IllegalStateException.class);
        assertThat(settings.problems())
                .singleElement()
                .asString()
                .contains("cachex.backend.file.folder")
                .contains(said);
    }

    @Test
    void wrongFolders_areNamedWithTheirRemedy() throws IOException {
        assertRefused(BackendSettings.of("file"), "is not set");
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertRefused(BackendSettings.of("file", "folder", file.toString()), "is no folder");
        Path real = Files.createDirectory(parent.resolve("real"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), real);
        assertRefused(BackendSettings.of("file", "folder", link.toString()), "is a link", "name the folder itself");
        assertRefused(BackendSettings.of("file", "folder", file.resolve("below").toString()), "cannot be made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
    void folderThatOthersMayWrite_isRefused(String rights) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("shared"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
        assertRefused(BackendSettings.of("file", "folder", folder.toString()), "may be written by others", "chmod 700");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "NFS4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph"})
    void networkFileSystem_isKnownAsOne(String system) {
        assertThat(FileBackendFactory.isRemote(system)).isTrue();
        assertThat(FileBackendFactory.isRemote("ext4")).isFalse();
    }
}
