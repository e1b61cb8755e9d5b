// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The probe in Java SE, with the container that is among its libraries. */
final class JavaSe extends ServerProcess {
    private static final String MAIN = "io.github.cachex.tck.probe.ProbeMain";

    private final ClassPath classPath;

    JavaSe(String name, Path libraries, Path home) throws IOException {
        super(name, home);
        this.classPath = new ClassPath(libraries);
    }

    /** Adds a folder with classes. */
    void with(Path classes) {
        classPath.add(classes);
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
        command.addAll(arguments());
        command.addAll(List.of("-Dprobe.port=" + port(), "-classpath", classPath.toString(), MAIN));
        return command;
    }

    @Override
    public Path log() {
        return console();
    }
}
