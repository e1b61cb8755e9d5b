// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks before much is changed at once. */
final class Confirmation {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /**
     * Asks whether {@code what} is meant.
     *
     * @throws Failure unless it is
     */
    void ask(Terminal terminal, String what) {
        if (yes) {
            return;
        }
        if (!terminal.isInteractive()) {
            throw new Failure(
                    ExitCode.UNCONFIRMED,
                    what + ": nothing was done; add --yes, since there is nobody here to be asked");
        }
        terminal.err().print(what + "? [y/N] ");
        terminal.err().flush();
        Optional<String> answer = terminal.line().map(line -> line.strip().toLowerCase(Locale.ROOT));
        if (!answer.equals(Optional.of("y")) && !answer.equals(Optional.of("yes"))) {
            throw new Failure(ExitCode.UNCONFIRMED, "nothing was done");
        }
    }
}
