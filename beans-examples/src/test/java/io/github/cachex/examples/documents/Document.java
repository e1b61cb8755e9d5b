// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file whose marked parts come from the code. */
final class Document {
    /** {@code mvn … -Dcachex.documents=write} brings the documents up to date instead of comparing them. */
    private static final boolean WRITE = "write".equals(System.getProperty("cachex.documents"));

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\S+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern WRITTEN =
            Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern WRITTEN_JAVA = Pattern.compile("<!-- file: \\S+ -->\n```java\n");
    private static final Pattern JAVA = Pattern.compile("^```java$", Pattern.MULTILINE);

    private final Path file;
    private final String text;

    Document(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
    }

    String text() {
        return text;
    }

    /** Returns the text with its snippets as the code has them. */
    String withSnippets(Snippets snippets) {
        return SNIPPET.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement("<!-- snippet: " + found.group(1) + " -->\n```java\n"
                        + snippets.get(found.group(1)) + "\n```\n"));
    }

    /** Returns the text with what stands between the markers of {@code part} replaced. */
    String withPart(String part, String content) {
        Pattern between = Pattern.compile("(<!-- " + part + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
        return between.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + content + found.group(2)));
    }

    /** Returns the files that a reader is to write, by their paths. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        WRITTEN.matcher(text).results().forEach(found -> files.put(found.group(1), found.group(2)));
        return files;
    }

    /** Returns the lines between the fences of the block that is marked with {@code name}. */
    List<String> block(String name) {
        Matcher block = Pattern.compile("<!-- " + name + " -->\n```\\w*\n(.*?)```\n", Pattern.DOTALL)
                .matcher(text);
        if (!block.find()) {
            throw new IllegalStateException(file + " has no block " + name);
        }
        return block.group(1).lines().toList();
    }

    /** Returns how many blocks of Java there are. */
    int blocks() {
        return (int) JAVA.matcher(text).results().count();
    }

    /** Returns how many blocks of Java are compiled: they stand in the sources, or a test writes them into a folder. */
    int compiledBlocks() {
        return (int) (SNIPPET.matcher(text).results().count()
                + WRITTEN_JAVA.matcher(text).results().count());
    }

    /** Compares with {@code expected}, or writes it where that is asked for. */
    void shouldBe(String expected) throws IOException {
        if (WRITE) {
            Files.writeString(file, expected);
        } else if (!expected.equals(text)) {
            throw new AssertionError(file + " is behind the code: " + firstDifference(expected)
                    + "; run this test with -Dcachex.documents=write");
        }
    }

    private String firstDifference(String expected) {
        List<String> now = text.lines().toList();
        List<String> then = new ArrayList<>(expected.lines().toList());
        UnaryOperator<String> quote = line -> "'" + line + "'";
        for (int i = 0; i < Math.min(now.size(), then.size()); i++) {
            if (!now.get(i).equals(then.get(i))) {
                return "line " + (i + 1) + " is " + quote.apply(now.get(i)) + ", not " + quote.apply(then.get(i));
            }
        }
        return "it has " + now.size() + " lines, not " + then.size();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
