// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and the pages below src/docs. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("src/docs");
    private static final List<String> HEADINGS =
            List.of("## What it does", "## How to use it", "## Settings", "## When things fail", "## How it works");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(pages());
        documents.add(ROOT.resolve("README.md"));
        return documents;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySnippet_isWhatTheCodeSays(Path file) throws IOException {
        Document document = new Document(file);
        assertThat(document.unmarkedBlocks())
                .as("blocks of Java that come from nowhere")
                .isZero();
        document.shouldBe(document.withSnippets(Snippets.of(Path.of("src/main/java"))));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPage_hasTheSameHeadings(Path page) throws IOException {
        assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith("## ")))
                .isEqualTo(HEADINGS);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLink_leadsSomewhere(Path file) throws IOException {
        Matcher links = LINK.matcher(Files.readString(file));
        while (links.find()) {
            assertThat(file.resolveSibling(links.group(1))).as(links.group(1)).exists();
        }
    }

    @Test
    void configurationTable_hasEveryKey() throws IOException {
        Document readme = new Document(ROOT.resolve("README.md"));
        readme.shouldBe(readme.withPart("configuration", ConfigurationTable.text()));
    }
}
