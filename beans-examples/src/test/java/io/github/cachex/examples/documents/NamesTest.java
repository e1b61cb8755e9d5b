// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheMetric;
import io.github.cachex.http.CachexHttp;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.testkit.junit.CachexTest;
import io.github.cachex.testkit.junit.TestBackendFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there: configuration keys, annotations and their members, packages and classes. */
class NamesTest {
    private static final Path CORE = DocumentsTest.ROOT.resolve("src/core/src/main/java/io/github/cachex/core");
    private static final Path ARCHITECTURE = DocumentsTest.DOCS.resolve("architecture.md");
    private static final Pattern KEY =
            Pattern.compile("(?<![\\w./{-])cachex\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)*(?:\\.\\*)?");
    private static final Pattern OF_ONE = Pattern.compile("^cachex\\.(cache|group)\\.[a-z-]+\\.");
    /** A backend with a name of its own, which is a Redis. */
    private static final Pattern OF_NAMED = Pattern.compile("^cachex\\.backend\\.orders\\.(?!type$)");
    /** What stands in the documents though it is no key: a beginning, a name, and a mistake with its remedy. */
    private static final Set<String> NO_KEYS = Set.of(
            "cachex.cache",
            "cachex.chaos",
            "cachex.backend",
            "cachex.backend.redis",
            "cachex.backend.redis.type",
            "cachex.backend.orders.type",
            "cachex.backend.map",
            "cachex.redis.uri");

    /** What metrics have beside the figures of {@link CacheMetric}: a histogram of loads, and attributes. */
    private static final Set<String> METRICS =
            Set.of("cachex.load.duration", "cachex.cache.name", "cachex.cache.result");

    private static final Pattern ANNOTATION = Pattern.compile("@(Cachex\\w*)(?:\\(([^)]*)\\))?");
    private static final Pattern MEMBER = Pattern.compile("(\\w+) = ");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z]+)` \\| (?:engine|transaction|operation|lane|room|foundation) \\|");
    private static final Pattern CLASS = Pattern.compile("`((?:[A-Z][a-z]+){2,})`");

    static List<Path> documents() throws IOException {
        return DocumentsTest.documents();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void configurationKeys_areKnown(Path file) throws IOException {
        Set<String> known =
                ConfigurationTable.keys().stream().map(ConfigKey::name).collect(Collectors.toSet());
        known.add("cachex.group");
        // Those of the test kit, which stand on its page alone.
        new TestBackendFactory().keys().forEach(key -> known.add(key.name()));
        CacheMetric.ALL.forEach(metric -> known.add(metric.name()));
        known.addAll(METRICS);
        known.addAll(NO_KEYS);
        List<String> named = KEY.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .map(key -> OF_ONE.matcher(key).replaceFirst("cachex."))
                .map(key -> OF_NAMED.matcher(key).replaceFirst("cachex.backend.redis."))
                .toList();
        if (file.startsWith(DocumentsTest.DOCS) || file.endsWith("README.md")) {
            assertThat(named)
                    .allMatch(key -> key.endsWith("*")
                            ? known.stream().anyMatch(one -> one.startsWith(key.substring(0, key.length() - 1)))
                            : known.contains(key));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void annotations_haveTheMembersThatAreShown(Path file) throws IOException {
        for (MatchResult found :
                ANNOTATION.matcher(Files.readString(file)).results().toList()) {
            Set<String> members = members(found.group(1));
            String shown =
                    found.group(2) == null ? "" : TEXT.matcher(found.group(2)).replaceAll("…");
            assertThat(MEMBER.matcher(shown).results().map(member -> member.group(1)))
                    .as(found.group())
                    .isSubsetOf(members);
        }
    }

    private static Set<String> members(String annotation) {
        String place = Stream.of(CachexTest.class, CachexHttp.class)
                .filter(other -> annotation.equals(other.getSimpleName()))
                .map(Class::getPackageName)
                .findFirst()
                .orElse("io.github.cachex");
        try {
            return Arrays.stream(Class.forName(place + '.' + annotation).getDeclaredMethods())
                    .map(Method::getName)
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no annotation @" + annotation, e);
        }
    }

    @Test
    void mapOfTheCore_hasEachPackage() throws IOException {
        List<String> there = new ArrayList<>();
        try (Stream<Path> packages = Files.list(CORE)) {
            packages.filter(Files::isDirectory)
                    .forEach(one -> there.add(one.getFileName().toString()));
        }
        assertThat(Files.readAllLines(ARCHITECTURE).stream()
                        .flatMap(line -> ROW.matcher(line).results())
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void classesOfTheMap_areThere() throws IOException {
        Set<String> named = CLASS.matcher(Files.readString(ARCHITECTURE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(DocumentsTest.ROOT.resolve("src"))) {
            Set<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
            there.add("ArrowsTest");
            assertThat(named).isNotEmpty().isSubsetOf(there);
        }
    }
}
