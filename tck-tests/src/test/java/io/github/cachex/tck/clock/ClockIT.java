// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.process.Clocks;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises while the clocks of Redis and of each JVM go forward and back by an hour. Needs gcc; see {@link ClockRun} and
 * {@link ReplayedClockRun}.
 */
class ClockIT {
    @TempDir
    private Path folder;

    @Test
    void clocksThatGoForwardAndBack_breakNoPromise() throws Exception {
        run(ClockRun.class);
    }

    @Test
    void encryptedEntriesPutBack_areServedNoLaterThanPromised() throws Exception {
        run(ReplayedClockRun.class);
    }

    private void run(Class<?> main) throws Exception {
        ProcessBuilder run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dcachex.rounds=" + System.getProperty("cachex.rounds", ""),
                        main.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        run.environment().putAll(new Clocks(folder).environment());
        // In a container it would have the clock of the machine.
        run.environment().put("CACHEX_TEST_REDIS", isOnThePath() ? "path" : "embedded");
        Process process = run.start();
        try {
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("ended").isTrue();
            assertThat(process.exitValue()).as("exit value").isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isOnThePath() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "redis-server")));
    }
}
