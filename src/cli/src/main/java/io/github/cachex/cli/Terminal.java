// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command reads and writes.
 *
 * @param out what was asked for
 * @param err everything else
 * @param in answers to questions
 * @param isInteractive whether somebody sits there, who can be asked
 * @param environment the variables of the environment
 */
record Terminal(
        PrintStream out, PrintStream err, InputStream in, boolean isInteractive, Map<String, String> environment) {
    private static final int BUFFER = 1 << 16;

    /** Returns that of this process. */
    static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                new FileInputStream(FileDescriptor.in),
                isTerminal(Optional.ofNullable(System.console())),
                System.getenv());
    }

    /** From JDK 22 on there is a console without a terminal as well, which says so. */
    private static boolean isTerminal(Optional<?> console) {
        if (console.isEmpty()) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console.get());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Returns the next line that is typed; empty at the end. */
    Optional<String> line() {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says {@code text} to whoever called, apart from what was asked for. */
    void say(String text) {
        out.flush();
        err.println("cachex: " + text);
    }
}
