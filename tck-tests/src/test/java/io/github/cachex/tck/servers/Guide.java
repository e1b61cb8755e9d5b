// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of src/docs as its reader follows it: what it says to write and to run, in that order. */
record Guide(List<Block> blocks) {
    private static final Path DOCS = Path.of("..", "src", "docs");
    private static final String FENCE = "```";
    private static final Pattern BLOCK =
            Pattern.compile("((?:[^\n]+\n)+)\n```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** What a block of commands is for. */
    enum Step {
        START,
        DEPLOY,
        UNDEPLOY
    }

    /** A fenced block, and the paragraph before it, which says what to do with it. */
    record Block(String before, String language, String text) {
        private static final Pattern FILE = Pattern.compile("`([^` ]+)`:$");
        private static final Pattern SENTENCE = Pattern.compile("(?:^|[.:] )(Start|Deploy|Undeploy)\\b");

        private static Block of(MatchResult found) {
            return new Block(found.group(1).strip().replace('\n', ' '), found.group(2), found.group(3));
        }

        boolean isDependency() {
            return language.equals("xml") && text.startsWith("<dependency>");
        }

        /** Returns the file that this is to be written to. */
        Optional<Path> file() {
            Matcher name = FILE.matcher(before);
            return isCommands() || !name.find() ? Optional.empty() : Optional.of(Path.of(name.group(1)));
        }

        boolean isCommands() {
            return language.equals("sh");
        }

        /** Returns what the last sentence before these commands begins with. */
        Step step() {
            return SENTENCE.matcher(before)
                    .results()
                    .reduce((first, second) -> second)
                    .map(sentence -> Step.valueOf(sentence.group(1).toUpperCase(Locale.ROOT)))
                    .orElseThrow(() -> new AssertionError("what are these commands for? " + before + '\n' + text));
        }

        /** Returns whether the last command goes on until it is interrupted. */
        boolean staysInForeground() {
            return before.contains("Ctrl-C ends it");
        }
    }

    static Guide of(String page) throws IOException {
        String text = Files.readString(DOCS.resolve(page + ".md"));
        List<Block> blocks = BLOCK.matcher(text).results().map(Block::of).toList();
        assertThat(text.lines().filter(line -> line.startsWith(FENCE)))
                .as("every block of " + page + " comes after a paragraph")
                .hasSize(2 * blocks.size());
        return new Guide(blocks);
    }
}
