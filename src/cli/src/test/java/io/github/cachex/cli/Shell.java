// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.cli.Running.Ended;

/** Runs commands, in this JVM or as processes. */
@FunctionalInterface
public interface Shell {
    /** Starts the command that {@code arguments} say. */
    Running start(String... arguments) throws Exception;

    /** Runs it to its end. */
    default Ended run(String... arguments) throws Exception {
        return start(arguments).ended();
    }
}
