// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the models. */
final class Promela {
    private static final Path HOME = Path.of("src", "test", "promela");
    private static final Pattern CONDITION = Pattern.compile("#ifn?def +(\\w+)|defined\\((\\w+)\\)");

    private Promela() {}

    static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.list(HOME)) {
            return all.filter(file -> file.toString().endsWith(".pml")).sorted().toList();
        }
    }

    static String readme() throws IOException {
        return Files.readString(HOME.resolve("README.md"));
    }

    /** Returns the names of all that can be switched on; what has a value unless it is given one is a bound. */
    static Set<String> switches() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            for (Matcher found = CONDITION.matcher(text); found.find(); ) {
                String name = found.group(1) == null ? found.group(2) : found.group(1);
                if (!text.contains("#define " + name + " ")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
