// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the show as a newcomer does, in a process of its own, with two JVMs. */
class ZoneShowTest {
    private static final Pattern ASKED = Pattern.compile("The database was asked (\\d+) times for (\\d+) different");

    /** On a busy machine a call may take longer than its budget, and then does without Redis, which loads once more. */
    private static final Map<String, String> PATIENT = Map.of(
            "CACHEX_BACKEND_BUDGET", "30s", "CACHEX_BACKEND_REDIS_TIMEOUT_SOCKET", "30s", "CACHEX_BREAKER_SLOW", "30s");

    @TempDir
    Path directory;

    @Test
    void sharedRedis_stampedeKeyIsLoadedOnce() throws Exception {
        Path output = directory.resolve("output");
        int status;
        try (RedisServer redis = RedisServer.any()) {
            status = run(output, Map.of("CACHEX_BACKEND_REDIS_URI", redis.uri()));
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(status).as(said).isZero();
        assertThat(said.strip()).endsWith("loaded once over all JVMs, as counted by the database.");
        Matcher asked = ASKED.matcher(said);
        assertThat(asked.find()).as(said).isTrue();
        int loads = Integer.parseInt(asked.group(1));
        int keys = Integer.parseInt(asked.group(2));
        Show.exactly("example-loads", loads, keys + 1, "loads of " + keys + " keys, of which one is changed");
    }

    /** The control: what the show says must be able to be wrong. It starts a Redis of its own, as it does for a newcomer. */
    @Test
    void nothingShared_showFails() throws Exception {
        Path output = directory.resolve("output");
        assertThat(run(output, Map.of("CACHEX_BACKEND_TYPE", "memory"))).isEqualTo(1);
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("WRONG: the stampede key was loaded 2 times");
    }

    private static int run(Path output, Map<String, String> environment) throws Exception {
        return run(output, environment, "redis");
    }

    /** Runs the show over {@code backend}, and returns with which status it ended. */
    static int run(Path output, Map<String, String> environment, String backend) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dexample.backend=" + backend,
                        "-Dexample.jvms=2",
                        "-Dexample.threads=20",
                        "-Dexample.requests=400",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ZoneShow.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("CACHEX_BACKEND_REDIS_URI");
        builder.environment().putAll(PATIENT);
        builder.environment().putAll(environment);
        Process show = builder.start();
        try {
            assertThat(show.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return show.exitValue();
        } finally {
            show.destroy();
        }
    }
}
