// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A runtime that is a program of its own: a JVM with arguments that name the port. */
final class JavaProgram extends ServerProcess {
    private final IntFunction<List<String>> program;

    JavaProgram(String name, Path home, IntFunction<List<String>> program) throws IOException {
        super(name, home);
        this.program = program;
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        command.addAll(arguments());
        command.addAll(program.apply(port()));
        return command;
    }

    @Override
    public Path log() {
        return console();
    }
}
