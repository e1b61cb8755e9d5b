// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The probe on Helidon MP, from a folder of libraries. Needs JDK 21. */
final class Helidon extends ServerProcess {
    private final ClassPath classPath;

    Helidon(String name, Path libraries, Path home) throws IOException {
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
        command.addAll(List.of(
                "-Dserver.host=127.0.0.1",
                "-Dserver.port=" + port(),
                "-classpath",
                classPath.toString(),
                "io.helidon.Main"));
        return command;
    }

    @Override
    public Path log() {
        return console();
    }
}
