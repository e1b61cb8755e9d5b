// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a document shows of a terminal: lines behind {@code >} are typed, the others are printed.
 *
 * @param until whether a line is typed again until it has the answer that is shown
 */
record Dialogue(String terminal, boolean until, List<String> lines) {
    private static final Pattern SHOWN =
            Pattern.compile("<!-- terminal: (\\w+)(, until)? -->\n```\n(.*?)```\n", Pattern.DOTALL);
    private static final String TYPED = "> ";

    static List<Dialogue> of(Document document) {
        return SHOWN.matcher(document.text())
                .results()
                .map(found -> new Dialogue(
                        found.group(1),
                        found.group(2) != null,
                        found.group(3).lines().toList()))
                .toList();
    }

    /** Has it with a program. */
    void with(Program program) throws IOException {
        List<String> answer = new ArrayList<>();
        String typed = "";
        for (String line : lines) {
            if (line.startsWith(TYPED)) {
                program.answers(typed, answer, until);
                answer.clear();
                typed = line.substring(TYPED.length());
            } else {
                answer.add(line);
            }
        }
        program.answers(typed, answer, until);
    }
}
