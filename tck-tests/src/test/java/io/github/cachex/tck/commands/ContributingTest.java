// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Maven ends green where a command names a test that does not exist; so it is looked for here. */
class ContributingTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("`([^`]*)`");
    private static final Pattern NAMED = Pattern.compile("-Dtest=([\\w,#]+)|\\.ci/stress \\d+((?: \\w+)+)");
    private static final Pattern MODULE = Pattern.compile("-pl ([\\w/-]+)");
    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|Property|TestFactory|RepeatedTest)\\b");

    @Test
    void testsInCommands_existInTheirModulesAndRun() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int found = 0;
        Matcher commands = COMMAND.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")));
        while (commands.find()) {
            String command = commands.group(1);
            Matcher named = NAMED.matcher(command);
            while (named.find()) {
                String names = named.group(1) == null ? named.group(2) : named.group(1);
                for (String name : names.strip().split("[ ,]")) {
                    found++;
                    if (!isTest(name, command)) {
                        mistakes.add(name + ", named by " + command);
                    }
                }
            }
        }
        assertThat(found).as("names in commands").isPositive();
        assertThat(mistakes).as("no such tests").isEmpty();
        Show.exactly("docs tests-named", found, found, "tests that CONTRIBUTING names are there and run");
    }

    private static boolean isTest(String name, String command) throws IOException {
        Matcher module = MODULE.matcher(command);
        Path top = module.find() ? ROOT.resolve(module.group(1)) : ROOT;
        String[] parts = name.split("#");
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file :
                    files.filter(path -> path.endsWith(parts[0] + ".java")).toList()) {
                String text = Files.readString(file);
                boolean isThere = file.toString().replace('\\', '/').contains("/src/test/java/");
                if (isThere
                        && TEST.matcher(text).find()
                        && (parts.length == 1 || text.contains(" " + parts[1] + "("))) {
                    return true;
                }
            }
            return false;
        }
    }
}
