// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/run} makes of parts that fail. */
class RunTest {
    private static final String GOOD = """
            case "$*" in
              *example*) echo 'The stampede key was loaded once over all JVMs, as counted by the database.' ;;
              *verify*)
                mkdir -p some/target/surefire-reports
                echo '<testsuite name="a" tests="3" errors="0" skipped="0" failures="0">' > some/target/surefire-reports/TEST-a.xml
                echo 'SHOW answer: 42 (42)' ;;
            esac
            """;

    @TempDir
    Path directory;

    private CommandFolder folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = new CommandFolder(directory);
        folder.test("some", "ATest", "class ATest {}");
    }

    @Test
    void allParts_passAndEndWithATable() throws Exception {
        folder.maven(GOOD);
        assertThat(folder.run(".ci/run", "readme", "example", "test", "suites"))
                .as(folder.output())
                .isZero();
        assertThat(folder.output())
                .contains("SHOW answer: 42 (42)", ".ci: 3 tests ran, 0 were skipped")
                .containsPattern("part +result +time\nreadme +passed +\\d+ s\nexample +passed +\\d+ s\n"
                        + "test +passed +\\d+ s\nsuites +passed +\\d+ s\n$");
    }

    @Test
    void partFails_othersRunAndTheEndIsNoSuccess() throws Exception {
        folder.maven("case \"$*\" in *example*) echo '[ERROR] no example'; exit 7 ;; esac\n" + GOOD);
        assertThat(folder.run(".ci/run", "readme", "example", "test", "suites")).isEqualTo(1);
        assertThat(folder.output())
                .contains("=== example failed; errors and the end of", "[ERROR] no example")
                .containsPattern(
                        "readme +passed +\\d+ s\nexample +failed +\\d+ s\ntest +passed +\\d+ s\nsuites +passed");
    }

    /** The reports of an earlier run are still there. */
    @Test
    void testsFail_whatJudgesThemIsNotRun() throws Exception {
        folder.maven(GOOD + "case \"$*\" in *verify*) exit 1 ;; esac\n");
        assertThat(folder.run(".ci/run", "test", "suites", "readme")).isEqualTo(1);
        assertThat(folder.output())
                .doesNotContain("tests ran,")
                .containsPattern("readme +passed +\\d+ s\ntest +failed +\\d+ s\nsuites +not run: test failed +0 s\n$");
    }

    @Test
    void lastPartFails_endIsNoSuccess() throws Exception {
        folder.maven("echo hello");
        Files.writeString(folder.file("README.md"), "    mvn install\n");
        assertThat(folder.run(".ci/run", "readme")).isEqualTo(1);
        assertThat(folder.output()).contains("README.md says 'mvn install'");
    }

    @Test
    void unknownPart_isRefusedBeforeAnythingRuns() throws Exception {
        folder.maven("touch ran");
        assertThat(folder.run(".ci/run", "readme", "tset")).isEqualTo(2);
        assertThat(folder.output()).contains("tset: no such part").doesNotContain("===");
        assertThat(folder.run(".ci/run", "full", "test")).isEqualTo(2);
        assertThat(folder.file("ran")).doesNotExist();
    }

    /** What a stand-in for Maven reports of the module {@code some}, which has a test for clusters. */
    private void modes(int tests, int skipped) throws Exception {
        folder.test("some", "redis/BIT", "class BIT {}");
        folder.maven("""
                mkdir -p some/target/redis-modes-reports
                echo "$*" > arguments
                echo '<testsuite name="b" tests="%d" errors="0" skipped="%d" failures="0">' > some/target/redis-modes-reports/TEST-b.xml
                echo 'SHOW contracts cluster: 3 of 3 (all)'
                """.formatted(tests, skipped));
    }

    @Test
    void redisModes_areRunAndTheirFiguresPrinted() throws Exception {
        modes(3, 0);
        assertThat(folder.run(".ci/run", "redis-modes")).as(folder.output()).isZero();
        assertThat(folder.file("arguments")).content().contains("verify -Predis-modes");
        assertThat(folder.output())
                .contains(".ci: on clusters and Sentinels 3 tests of some ran, 0 were skipped")
                .containsPattern("=== figures\nSHOW contracts cluster: 3 of 3 \\(all\\)")
                .containsPattern("redis-modes +passed +\\d+ s\n$");
    }

    @Test
    void redisModesSkippedOrNotRun_areNoSuccess() throws Exception {
        modes(3, 1);
        assertThat(folder.run(".ci/run", "redis-modes")).isEqualTo(1);
        assertThat(folder.output())
                .contains("3 tests of some ran, 1 were skipped")
                .containsPattern("redis-modes +failed");
        modes(3, 0);
        folder.test("other", "modes/CIT", "class CIT {}");
        assertThat(folder.run(".ci/run", "redis-modes")).isEqualTo(1);
        assertThat(folder.output()).contains("other has tests on clusters and Sentinels, but none ran");
    }

    /** What stand-ins for Maven and for what installs servers report. */
    private void backends(String install, int skipped) throws Exception {
        Files.writeString(folder.file(".ci/backends"), "#!/usr/bin/env bash\n" + install);
        folder.maven("""
                mkdir -p some/target/backends-reports
                echo "$*" > arguments
                echo '<testsuite name="b" tests="5" errors="0" skipped="%d" failures="0">' > some/target/backends-reports/TEST-b.xml
                echo 'SHOW contracts memcached: 5 of 5 (all)'
                """.formatted(skipped));
    }

    @Test
    void backends_areInstalledRunAndTheirFiguresPrinted() throws Exception {
        backends("touch installed\n", 0);
        assertThat(folder.run(".ci/run", "backends")).as(folder.output()).isZero();
        assertThat(folder.file("installed")).exists();
        assertThat(folder.file("arguments")).content().contains("verify -Pbackends");
        assertThat(folder.output())
                .contains(".ci: over the other backends 5 tests ran, 0 were skipped")
                .containsPattern("=== figures\nSHOW contracts memcached: 5 of 5 \\(all\\)");
    }

    @Test
    void backendsSkippedOrNotInstalled_areNoSuccess() throws Exception {
        backends("true\n", 1);
        assertThat(folder.run(".ci/run", "backends")).isEqualTo(1);
        backends("exit 1\n", 0);
        assertThat(folder.run(".ci/run", "backends")).isEqualTo(1);
        assertThat(folder.output()).contains("could not be installed");
    }

    @Test
    void roundsOfStress_surviveARun() throws Exception {
        folder.maven(GOOD);
        Path rounds = folder.file(".ci/logs/stress/rounds.txt");
        Files.createDirectories(rounds.getParent());
        Files.writeString(rounds, "one\n");
        assertThat(folder.run(".ci/run", "readme")).isZero();
        assertThat(rounds).hasContent("one");
    }
}
