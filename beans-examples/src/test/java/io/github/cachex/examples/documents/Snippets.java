// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The marked regions of the example sources, by {@code <package>/<file>#<name>}, such as {@code fetch/Posts#bean}. */
final class Snippets {
    /** Where they are: what is compiled and tested by the build. */
    static final List<Path> FOLDERS = List.of(
            Path.of("src/main/java"),
            Path.of("src/test/java/io/github/cachex/examples/features"),
            Path.of("../src/cdi/src/test/java/io/github/cachex/cdi/documented"),
            Path.of("../tck-tests/src/test/java/io/github/cachex/tck/documented"),
            Path.of("../src/backends/cas/src/test/java"),
            Path.of("../src/http/src/test/java"),
            Path.of("../tck-tests/quarkus/src/test/java"));

    private static final String START = "// snippet: ";
    private static final String END = "// end";

    private final TreeMap<String, String> byName = new TreeMap<>();

    private Snippets() {}

    static Snippets of(List<Path> folders) throws IOException {
        Snippets snippets = new Snippets();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(snippets::read);
            }
        }
        return snippets;
    }

    private void read(Path file) {
        String place = file.getParent().getFileName() + "/"
                + file.getFileName().toString().replace(".java", "");
        String name = null;
        List<String> region = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.strip().startsWith(START)) {
                name = place + "#" + line.strip().substring(START.length());
            } else if (name != null && line.strip().equals(END)) {
                byName.put(name, String.join("\n", region).stripIndent().strip());
                region.clear();
                name = null;
            } else if (name != null) {
                region.add(line);
            }
        }
        if (name != null) {
            throw new IllegalStateException(file + ": the snippet " + name + " has no end");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String name) {
        String snippet = byName.get(name);
        if (snippet == null) {
            throw new IllegalStateException("no snippet " + name + "; there are " + byName.keySet());
        }
        return snippet;
    }
}
