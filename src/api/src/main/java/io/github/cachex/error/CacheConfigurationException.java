// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import java.util.List;

/** Thrown at start-up with every mistake that was found in the configuration, all in one message. */
public class CacheConfigurationException extends CachexException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** Creates one from {@code problems}, each as {@code key=value: problem; remedy}. */
    public CacheConfigurationException(List<String> problems) {
        super(
                problems.size() == 1
                        ? "Cachex cannot start: " + problems.get(0)
                        : "Cachex cannot start, " + problems.size() + " mistakes:\n  - "
                                + String.join("\n  - ", problems),
                null);
        this.problems = List.copyOf(problems);
    }

    /** Returns the mistakes, one line each. */
    public List<String> problems() {
        return problems;
    }
}
