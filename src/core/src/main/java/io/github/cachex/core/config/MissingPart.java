// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What Cachex has in several kinds, each a library of its own, and names of them that nothing on the class path has. */
public enum MissingPart {
    /** Keeps entries. */
    BACKEND("memory", "redis", "jdbc", "memcached", "dynamodb", "file"),
    /** Writes values. */
    SERIALIZER("jackson", "java", "jsonb", "msgpack");

    private final List<String> ours;

    MissingPart(String... ours) {
        this.ours = List.of(ours);
    }

    /** Returns what is wrong with {@code wanted} where {@code found} are there, and the remedy: "problem; remedy". */
    public String problem(String wanted, Collection<String> found) {
        Collection<String> there = new TreeSet<>(found);
        String problem = "no such " + word() + " is on the class path, which has "
                + (there.isEmpty() ? "none" : String.join(", ", there)) + "; ";
        if (ours.contains(wanted)) {
            return problem + dependency(wanted);
        }
        Collection<String> all = new TreeSet<>(there);
        all.addAll(ours);
        return problem
                + Nearest.of(wanted, all)
                        .map(near -> "did you mean " + near + "?"
                                + (there.contains(near) ? "" : " Then " + dependency(near)))
                        .orElse("write one of these, or add the library that has it");
    }

    private String dependency(String part) {
        return "add the dependency io.github.cachex:cachex-" + word() + '-' + part;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
