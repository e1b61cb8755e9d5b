// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads the settings of a part that was found on the class path. A value that cannot be read is noted as a problem, its default
 * is returned, and start-up fails afterwards with all problems at once.
 */
public interface ConfigReader {
    /** Returns the configured text of {@code key}, or its default, or empty when it has none. */
    Optional<String> text(ConfigKey key);

    /** Returns the configured whole number of {@code key}, which must lie within {@code min} and {@code max}, or its default. */
    long number(ConfigKey key, long min, long max);

    /** Returns the configured duration of {@code key}, which must be at least {@code min}, or its default. */
    Duration duration(ConfigKey key, Duration min);

    /** Notes that the value of {@code key} cannot be used: the {@code problem}, then the {@code remedy}. */
    void problem(ConfigKey key, String problem, String remedy);

    /** Returns whether a problem has been noted; then the part may return early by throwing, and opens nothing. */
    boolean hasProblems();
}
