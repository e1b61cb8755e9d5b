// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first bean of the README, written into an empty folder and run. */
class FirstBeanTest {
    private static final Path README = DocumentsTest.ROOT.resolve("README.md");
    private static final Pattern LIBRARY = Pattern.compile(
            "<dependency><groupId>(.+?)</groupId><artifactId>(.+?)</artifactId><version>(.+?)</version></dependency>");

    @TempDir
    Path folder;

    private WrittenProject project() throws IOException {
        return new WrittenProject(folder).with(new Document(README));
    }

    @Test
    void run_printsWhatTheReadmeSays() throws Exception {
        List<String> expected = new Document(README).block("output");
        WrittenProject project = project().compile();
        try (Program program = project.start("shop", "shop.Shop", Map.of())) {
            program.ends();
            assertThat(program.text().lines().filter(expected::contains))
                    .as("nothing of it twice")
                    .isEqualTo(expected);
            assertThat(program.text()).as("SLF4J has a binding").doesNotContain("SLF4J(W)");
        }
    }

    @Test
    void versions_areThoseThatTheBuildTests() throws IOException {
        String version = Files.readString(DocumentsTest.ROOT.resolve("pom.xml"))
                .lines()
                .filter(line -> line.startsWith("  <version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll("</?version>", "")
                .strip();
        List<MatchResult> libraries =
                LIBRARY.matcher(project().file("pom.xml")).results().toList();
        assertThat(libraries).hasSize(5);
        for (MatchResult library : libraries) {
            if (library.group(1).equals("io.github.cachex")) {
                assertThat(library.group(3)).isEqualTo(version);
            } else {
                assertThat(WrittenProject.libraries()).contains(library.group(2) + "-" + library.group(3) + ".jar");
            }
        }
    }
}
