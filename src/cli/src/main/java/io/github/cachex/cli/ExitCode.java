// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

/** How a command ended, as scripts see it. The numbers never change. */
enum ExitCode {
    /** It did what it was asked. */
    DONE(0),
    /** It was answered no: nothing is there, something is wrong, or something was left out. */
    NO(1),
    /** It was called wrongly. */
    USAGE(2),
    /** The configuration of the application cannot be used. */
    CONFIGURATION(3),
    /** The store does not answer, or refuses. */
    STORE(4),
    /** The store cannot do that, or what lies there cannot be shown. */
    UNABLE(5),
    /** It was not confirmed. */
    UNCONFIRMED(6),
    /** A defect of this program. */
    DEFECT(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
