// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and the pages below src/docs. */
class DocumentsTest {
    static final Path ROOT = Path.of("..");
    static final Path DOCS = ROOT.resolve("src/docs");
    private static final Path README = ROOT.resolve("README.md");
    private static final Path INDEX = DOCS.resolve("README.md");
    private static final int LONGEST_README = 250;
    private static final List<String> HEADINGS =
            List.of("## What it does", "## How to use it", "## Settings", "## When things fail", "## How it works");
    private static final List<String> ROOMS =
            List.of("## Start", "## Features", "## Operate", "## Servers", "## Extend", "## Internals");
    /** Pages that tell a story or compare have headings of their own; those of features and servers have not. */
    private static final Set<String> OWN_HEADINGS = Set.of(
            "README.md",
            "getting-started.md",
            "concepts.md",
            "testing.md",
            "backends.md",
            "runbook.md",
            "extending.md",
            "migrating.md",
            "benchmarks.md",
            "comparison.md",
            "architecture.md",
            "requirements.md");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(pages());
        try (Stream<Path> files = Files.list(ROOT)) {
            files.filter(DocumentsTest::isMarkdown).sorted().forEach(documents::add);
        }
        return documents;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(DocumentsTest::isMarkdown).sorted().toList();
        }
    }

    static List<Path> pagesOfFeatures() throws IOException {
        return pages().stream()
                .filter(page -> !OWN_HEADINGS.contains(page.getFileName().toString()))
                .toList();
    }

    private static boolean isMarkdown(Path file) {
        return file.toString().endsWith(".md");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySnippet_isWhatTheCodeSays(Path file) throws IOException {
        Document document = new Document(file);
        document.shouldBe(document.withSnippets(Snippets.of(Snippets.FOLDERS)));
    }

    @Test
    void everyBlockOfJava_isCompiled() throws IOException {
        int blocks = 0;
        int compiled = 0;
        for (Path file : documents()) {
            Document document = new Document(file);
            assertThat(document.compiledBlocks())
                    .as("compiled blocks of Java in " + file)
                    .isEqualTo(document.blocks());
            blocks += document.blocks();
            compiled += document.compiledBlocks();
        }
        Show.exactly("docs snippets", compiled, blocks, "blocks of Java are compiled");
    }

    @ParameterizedTest
    @MethodSource("pagesOfFeatures")
    void everyPageOfAFeature_hasTheSameHeadings(Path page) throws IOException {
        assertThat(headings(page)).isEqualTo(HEADINGS);
    }

    @Test
    void everyLink_leadsSomewhere() throws IOException {
        int links = 0;
        for (Path file : documents()) {
            Links found = Links.of(file);
            assertThat(found.broken()).as("broken links of " + file).isEmpty();
            links += found.targets().size();
        }
        Show.figure("docs links", links + " lead to a file and a heading that are there");
    }

    @Test
    void index_hasItsRoomsAndEveryPageOnce() throws IOException {
        assertThat(headings(INDEX)).isEqualTo(ROOMS);
        List<String> others = pages().stream()
                .map(page -> page.getFileName().toString())
                .filter(page -> !page.equals("README.md"))
                .toList();
        assertThat(Links.of(INDEX).targets()).filteredOn(others::contains).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void readme_isShort() throws IOException {
        int lines = Files.readAllLines(README).size();
        Show.atMost("docs readme-lines", lines, LONGEST_README, "lines");
    }

    @Test
    void configurationTable_hasEveryKey() throws IOException {
        Document page = new Document(DOCS.resolve("configuration.md"));
        String expected = page.withPart("configuration", ConfigurationTable.text());
        assertThat(expected).contains("| `cachex.enabled` |");
        page.shouldBe(expected);
    }

    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("## "))
                .toList();
    }
}
