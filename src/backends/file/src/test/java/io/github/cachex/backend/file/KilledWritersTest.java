// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.spi.CallBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWritersTest {
    private static final int ROUNDS = 4;
    private static final int READS = 300;

    @TempDir
    private Path folder;

    private Process started() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    /** Two write, one of them is killed in the middle, again and again: what is read is whole, and no lock stays. */
    @Test
    void recordThatKilledProcessesWrote_isWhole_andNobodyIsLockedOut() throws Exception {
        List<Process> all = new ArrayList<>();
        FileStore store = new FileStore(folder);
        try {
            all.add(started());
            assertThat(all.get(0).inputReader().readLine()).isEqualTo("writing");
            for (int round = 0; round < ROUNDS; round++) {
                Process next = started();
                all.add(next);
                assertThat(next.inputReader().readLine()).isEqualTo("writing");
                for (int i = 0; i < READS; i++) {
                    if (i == READS / 2) {
                        next.destroyForcibly();
                    }
                    assertWhole(store);
                }
            }
            all.forEach(Process::destroyForcibly);
            for (Process one : all) {
                one.onExit().join();
            }
            assertWhole(store);
            long there = store.get(Writer.NAME, budget()).orElseThrow().version();
            assertThat(store.put(Writer.NAME, there, new byte[1], CasStore.NEVER, budget()))
                    .isPresent();
        } finally {
            all.forEach(Process::destroyForcibly);
            store.close();
        }
    }

    private static void assertWhole(FileStore store) {
        byte[] bytes = store.get(Writer.NAME, budget()).orElseThrow().bytes();
        byte[] expected = new byte[Writer.LENGTH];
        Arrays.fill(expected, bytes[0]);
        assertThat(bytes).isEqualTo(expected);
    }
}
