// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a class of cached values changes between two releases. The class is {@code Root}, whose method {@code of} makes a value of the
 * type that it returns.
 *
 * @param name names the package of the classes
 * @param before the classes in the old release
 * @param after the classes in the new one
 */
record Change(String name, String before, String after) {
    private static final Pattern NAME =
            Pattern.compile("(public |)(?:sealed )?(?:class|record|enum|@?interface) (\\w+)");
    private static final String IMPORTS = """
            import java.io.Serializable;
            import java.time.LocalDate;
            import java.util.*;
            import jakarta.json.bind.annotation.*;
            import com.fasterxml.jackson.annotation.*;
            """;

    /** Returns the old release with {@code part} in place of its {@code replaced}. */
    static Change of(String name, String replaced, String part, String before) {
        if (!before.contains(replaced)) {
            throw new IllegalArgumentException(name + ": no " + replaced);
        }
        return new Change(name, before, before.replace(replaced, part));
    }

    String className() {
        return "release." + name + ".Root";
    }

    /** Returns the source texts of one release by the names of their classes, each public. */
    Map<String, String> sources(boolean isNew) {
        Map<String, String> sources = new HashMap<>();
        for (String declaration : declarations(isNew ? after : before)) {
            Matcher named = NAME.matcher(declaration);
            if (!named.find()) {
                throw new IllegalArgumentException(name + ": " + declaration);
            }
            String open = named.group(1).isEmpty()
                    ? new StringBuilder(declaration)
                            .insert(named.start(), "public ")
                            .toString()
                    : declaration;
            sources.put("release." + name + '.' + named.group(2), "package release." + name + ";\n" + IMPORTS + open);
        }
        return sources;
    }

    /** Cuts after each brace that closes a class of the top. */
    private static List<String> declarations(String text) {
        List<String> declarations = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            if (letter == '}' && depth == 0) {
                declarations.add(text.substring(from, i + 1));
                from = i + 1;
            }
        }
        return declarations;
    }

    static List<Change> all() {
        return Stream.of(Changes.ofFields(), Changes.ofSupertypes(), Changes.ofAnnotations())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
