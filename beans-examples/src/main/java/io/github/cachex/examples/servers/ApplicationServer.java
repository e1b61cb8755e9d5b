// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server that takes archives: {@code name.war} answers under {@code /name}. */
public abstract class ApplicationServer extends ServerProcess {
    private final Path installation;
    private final List<Path> archives = new ArrayList<>();
    private boolean observed;

    ApplicationServer(String name, Path installation, Path home) throws IOException {
        super(name, home);
        this.installation = installation.toAbsolutePath();
    }

    /** Adds an archive that is there at the start. */
    public final void with(Path archive) {
        Path absolute = archive.toAbsolutePath();
        archives.remove(absolute);
        archives.add(absolute);
    }

    /** Switches on MicroProfile Health and Metrics where the server has them and they are off; heeded by the next start. */
    public final void observed() {
        observed = true;
    }

    final boolean isObserved() {
        return observed;
    }

    /** Deploys archives while the server runs, in place of those of the same name; may return before that is done. */
    public abstract void deploy(List<Path> added) throws IOException, InterruptedException;

    /** Removes what was deployed from an archive of this file name; may return before it is done. */
    public abstract void undeploy(String archive) throws IOException, InterruptedException;

    final List<Path> archives() {
        return archives;
    }

    final Path installation() {
        return installation;
    }

    /** Puts each file in place in one step, so that a server that watches the folder never sees half of it. */
    static void place(List<Path> files, Path folder) throws IOException {
        for (Path file : files) {
            place(file, folder);
        }
    }

    private static void place(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path unseen = folder.resolveSibling("placing-" + file.getFileName());
        Files.copy(file, unseen, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unseen, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
