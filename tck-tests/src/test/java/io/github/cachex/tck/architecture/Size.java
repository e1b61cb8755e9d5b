// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be so large and no larger, and how large each of them is. */
enum Size {
    /** Lines of a file of src/main. */
    LINES(350) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            SortedMap<String, Integer> sizes = new TreeMap<>();
            for (Path file : sources("/src/main/java/")) {
                sizes.put(pathOf(file), Files.readAllLines(file).size());
            }
            return sizes;
        }
    },
    /** Columns of the longest line of a source file. */
    COLUMNS(140) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            SortedMap<String, Integer> sizes = new TreeMap<>();
            for (Path file : sources("/src/")) {
                sizes.put(
                        pathOf(file),
                        Files.readAllLines(file).stream()
                                .mapToInt(String::length)
                                .max()
                                .orElse(0));
            }
            return sizes;
        }
    },
    /** Parameters of a published class's constructor; public records and those of settings, whose components have names, may have more. */
    PARAMETERS(6) {
        @Override
        SortedMap<String, Integer> measure() {
            return parameters(House.published());
        }
    },
    /** Classes of a package that import each other in a circle. */
    CIRCLE(4) {
        @Override
        SortedMap<String, Integer> measure() {
            Map<String, List<JavaClass>> packages =
                    House.published().stream().collect(Collectors.groupingBy(JavaClass::getPackageName));
            SortedMap<String, Integer> sizes = new TreeMap<>();
            packages.forEach((name, classes) ->
                    sizes.put(name, Circles.largestAmong(name, classes).size()));
            return sizes;
        }
    };

    private static final Path ROOT = Path.of("..");

    private final int limit;

    Size(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** Returns each thing of this kind with its size. */
    abstract SortedMap<String, Integer> measure() throws IOException;

    /** Returns the largest number of parameters of each class's constructors. */
    static SortedMap<String, Integer> parameters(JavaClasses classes) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        for (JavaClass type : classes) {
            boolean isExcepted = type.isRecord()
                    && (type.getModifiers().contains(JavaModifier.PUBLIC)
                            || type.getSimpleName().endsWith("Settings"));
            if (!isExcepted && !type.isAnonymousClass() && !type.isLocalClass()) {
                int added = type.isEnum() ? 2 : isInner(type) ? 1 : 0;
                sizes.put(
                        type.getName(),
                        type.getConstructors().stream()
                                .mapToInt(constructor ->
                                        constructor.getRawParameterTypes().size() - added)
                                .max()
                                .orElse(0));
            }
        }
        return sizes;
    }

    /** An inner class's constructor is handed the outer object by the compiler. */
    private static boolean isInner(JavaClass type) {
        return type.isNestedClass() && !type.getModifiers().contains(JavaModifier.STATIC);
    }

    private static List<Path> sources(String folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String top : List.of("src", "beans-examples", "tck-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(top))) {
                files.filter(file -> pathOf(file).endsWith(".java"))
                        .filter(file -> pathOf(file).contains(folder))
                        .filter(file -> !pathOf(file).contains("/target/"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static String pathOf(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }
}
