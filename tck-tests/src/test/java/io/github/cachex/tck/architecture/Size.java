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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be so large and no larger, and how large each of them is. */
enum Size {
    /** Lines of a file of src/main. */
    LONGEST_FILE(350) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            SortedMap<String, Integer> sizes = new TreeMap<>();
            for (Path file : sources("/src/main/java/")) {
                sizes.put(pathOf(file), Files.readAllLines(file).size());
            }
            return sizes;
        }
    },
    /** Lines of a source file that are longer than a reader's window. */
    LINES_OVER_140(0) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            SortedMap<String, Integer> sizes = new TreeMap<>();
            for (Path file : sources("/src/")) {
                sizes.put(pathOf(file), (int) Files.readAllLines(file).stream()
                        .filter(line -> line.length() > 140)
                        .count());
            }
            return sizes;
        }
    },
    /** Parameters of a published class's constructor; public records and those of settings, whose components have names, may have more. */
    CONSTRUCTOR_PARAMETERS(6) {
        @Override
        SortedMap<String, Integer> measure() {
            return parameters(House.published());
        }
    },
    /** Classes of a package that import each other in a circle. */
    CLASS_CIRCLE(4) {
        @Override
        SortedMap<String, Integer> measure() {
            Map<String, List<JavaClass>> packages =
                    House.published().stream().collect(Collectors.groupingBy(JavaClass::getPackageName));
            SortedMap<String, Integer> sizes = new TreeMap<>();
            packages.forEach((name, classes) ->
                    sizes.put(name, Circles.largestAmong(name, classes).size()));
            return sizes;
        }
    },
    /** Published packages that import each other in a circle, without the first. */
    PACKAGE_CYCLES(0) {
        @Override
        SortedMap<String, Integer> measure() {
            Set<String> largest =
                    Circles.largestOfPackages(House.published().stream().toList());
            return new TreeMap<>(Map.of(String.join(" ", largest), largest.size() - 1));
        }
    },
    /** Lines of a package of the core, of a hundred of the core's. */
    LARGEST_CORE_PACKAGE(15) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            SortedMap<String, Integer> lines = new TreeMap<>();
            for (Path file : sources("src/core/src/main/java/")) {
                lines.merge(pathOf(file.getParent()), Files.readAllLines(file).size(), Integer::sum);
            }
            int all = lines.values().stream().mapToInt(Integer::intValue).sum();
            lines.replaceAll((name, own) -> (int) Math.round(100.0 * own / all));
            return lines;
        }
    },
    /** Lines of code of what all others build on, without blanks, imports, comments and lone braces. */
    CODE_LINES(36_000) {
        @Override
        SortedMap<String, Integer> measure() throws IOException {
            int lines = 0;
            for (String module : List.of("api", "core", "cdi", "testkit")) {
                for (Path file : sources("src/" + module + "/src/main/java/")) {
                    lines += codeLines(Files.readString(file));
                }
            }
            return new TreeMap<>(Map.of("api, core, cdi and testkit", lines));
        }
    };

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern LITTLE = Pattern.compile("|import .*|[{}();,]+");
    private static final Path ROOT = Path.of("..");

    private final int limit;

    Size(int limit) {
        this.limit = limit;
    }

    /** Returns what it is called where figures are shown. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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

    static int codeLines(String source) {
        return (int) COMMENT.matcher(source)
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> !LITTLE.matcher(line).matches())
                .count();
    }

    /** Returns the Java files below {@code folder} of any module. */
    static List<Path> sources(String folder) throws IOException {
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
