// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a cache layer is asked for, as the page lists it: each line has its tests, and they are there. */
class RequirementsTest {
    private static final Path PAGE = Path.of("../src/docs/requirements.md");
    private static final String TO_COME = "to come";
    /** How many lines of the page have no part of Cachex yet. */
    private static final int STILL_TO_COME = 0;

    @Test
    void eachRequirement_hasItsTests() throws IOException {
        List<String[]> rows;
        try (Stream<String> lines = Files.lines(PAGE)) {
            rows = lines.filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(line ->
                            line.substring(1, line.lastIndexOf('|')).strip().split("\\s*\\|\\s*", -1))
                    .toList();
        }
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(3));
        List<String[]> done =
                rows.stream().filter(row -> !row[2].equals(TO_COME)).toList();
        assertThat(rows.size() - done.size()).isEqualTo(STILL_TO_COME);

        Set<String> tests = tests();
        List<String> without = new ArrayList<>();
        for (String[] row : done) {
            if (row[2].isEmpty() || !tests.containsAll(List.of(row[2].split(", ")))) {
                without.add(row[0]);
            }
        }
        assertThat(without).isEmpty();
        Show.exactly("requirements", without.size(), 0, "of " + done.size() + " without a test");
    }

    private static Set<String> tests() throws IOException {
        return Size.sources("/src/test/java/").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }
}
