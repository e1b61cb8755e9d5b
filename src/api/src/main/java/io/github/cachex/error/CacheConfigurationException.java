// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import java.util.ArrayList;
import java.util.List;

/** Thrown at start-up with every mistake that was found in the configuration, all in one message. */
public class CacheConfigurationException extends CachexException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** Creates one from {@code problems}, each as {@code key=value: problem; remedy}. */
    public CacheConfigurationException(List<String> problems) {
        super(lines(problems), null);
        this.problems = problems.stream().map(MessageText::line).toList();
    }

    private static List<String> lines(List<String> problems) {
        if (problems.size() == 1) {
            return List.of("Cachex cannot start: " + problems.get(0));
        }
        List<String> lines = new ArrayList<>(List.of("Cachex cannot start, " + problems.size() + " mistakes:"));
        problems.forEach(problem -> lines.add("  - " + problem));
        return lines;
    }

    /** Returns the mistakes, one line each. */
    public List<String> problems() {
        return problems;
    }
}
