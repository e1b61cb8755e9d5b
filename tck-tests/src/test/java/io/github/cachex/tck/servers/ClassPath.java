// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All jars of a folder, and what was added. */
final class ClassPath {
    private final List<String> parts = new ArrayList<>();

    ClassPath(Path libraries) {
        parts.add(libraries.toAbsolutePath().resolve("*").toString());
    }

    void add(Path classes) {
        parts.add(classes.toAbsolutePath().toString());
    }

    @Override
    public String toString() {
        return String.join(File.pathSeparator, parts);
    }
}
