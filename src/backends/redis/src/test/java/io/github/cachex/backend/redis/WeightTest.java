// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Jedis brings and this backend does not use is left out by its POM, and everything works without it. */
class WeightTest {
    private static final List<String> LEFT_OUT = List.of("gson-", "json-20");

    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .toList();
    }

    private static boolean isLeftOut(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return LEFT_OUT.stream().anyMatch(name::startsWith);
    }

    @Test
    void classPath_hasNothingOfWhatIsLeftOut() {
        assertThat(classPath()).noneMatch(WeightTest::isLeftOut);
        assertThat(classPath()).anyMatch(entry -> entry.contains("jedis-"));
    }

    @Test
    void contract_passesWithoutWhatIsLeftOut() throws Exception {
        String path =
                classPath().stream().filter(entry -> !isLeftOut(entry)).collect(Collectors.joining(File.pathSeparator));
        Process alone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        ContractAlone.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(alone.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(alone.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("NoClassDefFoundError");
        Matcher passed = Pattern.compile(ContractAlone.PASSED + "(\\d+)").matcher(said);
        assertThat(passed.find()).as(said).isTrue();
        Show.atLeast(
                "weight", Integer.parseInt(passed.group(1)), 51, "contract tests passed without gson and org.json");
    }
}
