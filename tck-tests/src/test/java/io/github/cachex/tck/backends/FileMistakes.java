// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** What can be wrong with a folder. A network file system cannot be had here: see the backend's own tests. */
final class FileMistakes implements Mistakes {
    private static final String FOLDER = "cachex.backend.file.folder";

    private final Path parent;

    FileMistakes(SharedStore store) throws IOException {
        parent = store.folder();
        Files.createFile(parent.resolve("file"));
        Files.createSymbolicLink(parent.resolve("link"), Files.createDirectory(parent.resolve("real")));
        Files.setPosixFilePermissions(
                Files.createDirectory(parent.resolve("shared")), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private Mistake folder(String about, Path folder, String cause, String remedy) {
        return new Mistake(about, Map.of(FOLDER, folder.toString()), FOLDER + "=" + folder, cause, remedy);
    }

    @Override
    public List<Mistake> all() {
        return List.of(
                folder("no folder", parent.resolve("file"), "is no folder", "name a folder that this user owns"),
                folder("a link", parent.resolve("link"), "is a link", "name the folder itself"),
                folder("others may write", parent.resolve("shared"), "may be written by others", "chmod 700"),
                folder("may not be written", Path.of("/sys/kernel"), "be", "name a folder that this user"),
                folder("cannot be made", parent.resolve("file/below"), "cannot be made", "whose parent this user may"),
                new Mistake(
                        "too small",
                        with(Map.of(FOLDER, parent.resolve("real").toString()), "cachex.backend.file.max-size", "1"),
                        "cachex.backend.file.max-size=1",
                        "1",
                        "1048576"));
    }
}
