// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands in this JVM.
 *
 * @param environment the variables that they see
 * @param answers what somebody types who sits there; null where nobody does
 */
record OwnShell(Map<String, String> environment, String answers) implements Shell {
    static OwnShell with(Map<String, String> environment) {
        return new OwnShell(environment, null);
    }

    @Override
    public Running start(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream((answers == null ? "" : answers).getBytes(StandardCharsets.UTF_8)),
                answers != null,
                environment);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> Main.run(terminal, arguments));
        return new Running() {
            @Override
            public String out() {
                return out.toString(StandardCharsets.UTF_8);
            }

            @Override
            public String err() {
                return err.toString(StandardCharsets.UTF_8);
            }

            @Override
            public Ended ended() throws Exception {
                int ended = code.get(2, TimeUnit.MINUTES);
                return new Ended(ended, out(), err());
            }
        };
    }
}
