// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on tests shows is no dead text: the build runs it. */
class TestingPageTest {
    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+)/(\\S+)#\\S+ -->");

    @Test
    void everySnippet_isATestOrWhatOneIsAbout() throws IOException {
        List<String> idle = new ArrayList<>();
        List<String[]> snippets = SNIPPET.matcher(Files.readString(DocumentsTest.DOCS.resolve("testing.md")))
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList();
        assertThat(snippets).hasSizeGreaterThan(8);
        for (String[] snippet : snippets) {
            boolean runs = false;
            for (Path test : testsIn(snippet[0])) {
                String name = test.getFileName().toString().replace(".java", "");
                runs |= name.equals(snippet[1]) || Files.readString(test).contains(snippet[1]);
            }
            if (!runs) {
                idle.add(snippet[1]);
            }
        }
        Show.exactly(
                "testkit",
                idle.size(),
                0,
                "snippets of the page that no test runs, of " + snippets.size() + "; " + idle);
    }

    /** Returns the files in folders of that name that the build takes for tests. */
    private static List<Path> testsIn(String folder) throws IOException {
        List<Path> tests = new ArrayList<>();
        for (Path each : Snippets.FOLDERS) {
            try (Stream<Path> files = Files.walk(each)) {
                files.filter(file -> file.getParent().endsWith(folder))
                        .filter(file -> file.toString().endsWith("Test.java"))
                        .filter(TestingPageTest::hasTests)
                        .forEach(tests::add);
            }
        }
        return tests;
    }

    private static boolean hasTests(Path file) {
        try {
            return Files.readString(file).contains("@Test\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
