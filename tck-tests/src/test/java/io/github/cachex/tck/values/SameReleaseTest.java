// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.figure.Rounds;
import io.github.cachex.tck.servers.Jdk;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same release in another JVM, of this JDK or the newest, with serializers built alike: its entries are no other's. */
class SameReleaseTest {
    @TempDir
    private Path folder;

    @Test
    void sameReleaseElsewhere_hasTheSameFingerprints() throws Exception {
        Map<String, String> here = FingerprintsPrinter.all();
        assertThat(here).hasSizeGreaterThan(500);
        List<String> foreign = new ArrayList<>(differences("built alike", here, FingerprintsPrinter.all()));
        int restarts = Rounds.of(3, 10);
        for (int i = 0; i < restarts; i++) {
            foreign.addAll(differences("restarted", here, printed(Jdk.own())));
        }
        Optional<Jdk> newer = Jdk.newerIfFound();
        if (newer.isPresent()) {
            foreign.addAll(differences(newer.get().toString(), here, printed(newer.get())));
        }
        foreign.stream().limit(20).forEach(System.out::println);
        Show.exactly(
                "releases",
                foreign.size(),
                0,
                "foreign entries of the same release, of " + here.size()
                        + " kinds by serializer, with mappers built alike, after "
                        + restarts + " restarts, "
                        + newer.map(jdk -> "on " + Jdk.own() + " and " + jdk)
                                .orElse("no JDK 25 found beside " + Jdk.own()));
    }

    private static List<String> differences(String where, Map<String, String> here, Map<String, String> there) {
        List<String> differences = new ArrayList<>();
        here.forEach((what, fingerprint) -> {
            String other = there.get(what);
            // What one of the two JDKs has no form for is not stored there, and so no entry of anybody's.
            if (other != null && !other.equals(fingerprint)) {
                differences.add(where + ": " + what + " " + fingerprint + " " + other);
            }
        });
        assertThat(there.keySet()).as(where).hasSizeGreaterThan(here.size() * 9 / 10);
        return differences;
    }

    private Map<String, String> printed(Jdk jdk) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "fingerprints", ".txt");
        Process process = new ProcessBuilder(
                        jdk.home().resolve("bin/java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FingerprintsPrinter.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as("exit value on %s", jdk).isZero();
        } finally {
            process.destroyForcibly();
        }
        Map<String, String> printed = new TreeMap<>();
        for (String line : Files.readAllLines(output)) {
            int bar = line.indexOf('|');
            if (bar > 0) {
                printed.put(line.substring(0, bar), line.substring(bar + 1));
            }
        }
        return printed;
    }
}
