// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The links of a Markdown file to files and headings of the repository. */
record Links(Path file, List<String> targets) {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)]+)\\)");
    private static final Pattern CODE = Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    static Links of(Path file) throws IOException {
        return new Links(file, matches(LINK, prose(file)));
    }

    /** Returns those that lead nowhere. */
    List<String> broken() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String target : targets) {
            if (!leadsSomewhere(target)) {
                broken.add(target);
            }
        }
        return broken;
    }

    private boolean leadsSomewhere(String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path to = path.isEmpty() ? file : file.resolveSibling(path);
        return Files.exists(to) && (hash < 0 || anchors(to).contains(target.substring(hash + 1)));
    }

    /** Returns the anchors that a page of GitHub gives to the headings of a file. */
    private static Set<String> anchors(Path file) throws IOException {
        return matches(HEADING, prose(file)).stream()
                .map(heading -> heading.replaceAll("\\]\\([^)]*\\)", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path file) throws IOException {
        return CODE.matcher(Files.readString(file)).replaceAll("");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
