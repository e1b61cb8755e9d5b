// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JDK that runtimes run on: this one, and in full rounds a second one, of version 25. */
record Jdk(int feature, Path home) {
    private static final boolean FULL = "full".equals(System.getProperty("cachex.rounds"));

    static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** Returns those that the servers are to run on. */
    static List<Jdk> wanted() {
        List<Jdk> wanted = new ArrayList<>(List.of(own()));
        if (FULL && own().feature() != 25) {
            wanted.add(newer());
        }
        return wanted;
    }

    /**
     * Returns JDK 25.
     *
     * @throws IllegalStateException when there is none
     */
    static Jdk newer() {
        return Optional.ofNullable(System.getProperty("cachex.jdk25"))
                .or(() -> Optional.ofNullable(System.getenv("JAVA_HOME_25")))
                .map(Path::of)
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .map(home -> new Jdk(25, home))
                .orElseThrow(() -> new IllegalStateException(
                        "no JDK 25: name its folder by -Dcachex.jdk25 or the environment variable JAVA_HOME_25"));
    }

    @Override
    public String toString() {
        return "jdk " + feature;
    }
}
