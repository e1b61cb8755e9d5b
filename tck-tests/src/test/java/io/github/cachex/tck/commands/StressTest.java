// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code .ci/stress} counts, and what it leaves behind. */
class StressTest {
    /** Notes its arguments, and counts its rounds; fails in those that the file "bad" names. */
    private static final String MAVEN = """
            echo "$*" >> calls
            case "$*" in *test-compile*) exit ;; esac
            echo x >> rounds
            round=$(wc -l < rounds | tr -d ' ')
            mkdir -p one/target/surefire-reports
            {
              echo '<testsuite name="some.ATest" tests="2" errors="0" skipped="0" failures="0">'
              echo '  <testcase name="calm_isGreen" classname="some.ATest" time="0.1"/>'
              echo '  <testcase name="busy_isGreen" classname="some.ATest" time="0.1">'
              if grep -qsx "$round" bad; then
                echo '    <failure message="expected: &lt;1&gt;&#10; but was: 2" type="java.lang.AssertionError">'
              fi
            } > one/target/surefire-reports/TEST-some.ATest.xml
            """;

    @TempDir
    Path directory;

    private CommandFolder folder;

    @BeforeEach
    void prepare() throws Exception {
        folder = new CommandFolder(directory);
        folder.maven(MAVEN);
        folder.test("one", "ATest", "package some; class ATest { Object it = new Helper(); }");
        folder.test("one", "BTest", "package some;\n/** Names a Thread in a comment. */\nclass BTest {}\n");
        folder.test("two/three", "ATest", "package some; class ATest { Thread it; }");
        folder.test("two/three", "CTest", "package some; class CTest { Object it = new HelperOfOthers(); }");
        folder.test("one", "Helper", "package some; class Helper { java.net.Socket socket; }");
    }

    @Test
    void allGreen_isSuccessAndRoundsAddUp() throws Exception {
        assertThat(folder.run(".ci/stress", "2")).as(folder.output()).isZero();
        assertThat(folder.output())
                .containsPattern("SHOW suite: 2 of 2 rounds green, slowest \\d+\\.\\d minutes \\(2; all");
        assertThat(folder.run(".ci/stress", "1")).isZero();
        assertThat(folder.output()).contains(".ci: 3 of 3 rounds of all tests were green so far");
        assertThat(Files.readAllLines(folder.file(".ci/logs/stress/rounds.txt")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\tgreen\t").endsWith("\t2\tall tests"));
        assertThat(folder.file(".ci/logs/stress/failures.txt")).doesNotExist();
        assertThat(Files.readAllLines(folder.file("calls")))
                .filteredOn(call -> call.contains("test-compile"))
                .as("built once a call")
                .hasSize(2);
    }

    @Test
    void someRoundsFail_othersAreRunAndFailuresAddUp() throws Exception {
        Files.writeString(folder.file("bad"), "2\n4\n");
        assertThat(folder.run(".ci/stress", "3")).isEqualTo(1);
        assertThat(folder.output()).contains("SHOW suite: 2 of 3 rounds green");
        assertThat(folder.run(".ci/stress", "2")).isEqualTo(1);
        assertThat(folder.output()).contains(".ci: 3 of 5 rounds of all tests were green so far");
        List<String> failures = Files.readAllLines(folder.file(".ci/logs/stress/failures.txt"));
        assertThat(failures).hasSize(2);
        assertThat(failures.get(0)).endsWith("round 2 of 3: some.ATest.busy_isGreen: expected: <1> but was: 2");
        assertThat(failures.get(1)).contains("round 1 of 2: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 1|Maven ended with 1",
                "echo '[ERROR] The forked VM terminated without properly saying goodbye'|a JVM of the tests crashed",
                "rm -r one/target|no test ran"
            })
    void roundWithoutReports_isNotGreen(String ending, String reason) throws Exception {
        folder.maven(MAVEN + ending);
        assertThat(folder.run(".ci/stress", "1")).isEqualTo(1);
        assertThat(folder.output()).contains("SHOW suite: 0 of 1 rounds green", reason);
    }

    @Test
    void classesNamed_areRunInAllModulesThatHaveThem() throws Exception {
        assertThat(folder.run(".ci/stress", "1", "ATest")).as(folder.output()).isZero();
        assertThat(Files.readAllLines(folder.file("calls")).get(1)).contains("-am -pl one,two/three -Dtest=ATest ");
        assertThat(folder.run(".ci/stress", "1", "BTest", "Nowhere")).isEqualTo(2);
        assertThat(folder.output()).contains("Nowhere: no such test class");
    }

    @Test
    void concurrentClasses_areFoundInTheSources() throws Exception {
        assertThat(folder.run(".ci/stress", "list", "@concurrent")).isZero();
        assertThat(folder.output()).isEqualTo("ATest\n");
        folder.test("two/three", "CTest", "package some; class CTest { Object it = new Helper(); }");
        assertThat(folder.run(".ci/stress", "list", "@concurrent")).isZero();
        assertThat(folder.output()).isEqualTo("ATest\nCTest\n");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129", "KILL, 137"})
    void interrupted_busyLoopsEnd(String signal, int status) throws Exception {
        folder.maven(MAVEN + "case \"$*\" in *failure.ignore*) touch runs; exec sleep 300 ;; esac");
        Process stress = folder.start(".ci/stress", "1");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(folder.file("runs")));
        List<ProcessHandle> others = stress.descendants().toList();
        assertThat(others).as("the loops and Maven").hasSizeGreaterThan(1);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(stress.pid()))
                .start()
                .waitFor();
        assertThat(stress.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(stress.exitValue()).isEqualTo(status);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> others.stream()
                            .filter(other ->
                                    !other.info().command().orElse("").endsWith("sleep") || !signal.equals("KILL"))
                            .noneMatch(ProcessHandle::isAlive));
        } finally {
            others.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "many", "@concurrent", "''"})
    void noNumberOfRounds_isRefused(String rounds) throws Exception {
        assertThat(folder.run(".ci/stress", rounds)).isEqualTo(2);
        assertThat(folder.output()).contains("usage: .ci/stress <rounds>");
        assertThat(folder.file("calls")).doesNotExist();
    }
}
