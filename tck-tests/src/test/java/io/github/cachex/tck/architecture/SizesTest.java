// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How large a file, a constructor, a circle of classes and a line may be. What was larger when this began stands in a list with
 * its size, and may only shrink; the list is to end empty.
 */
class SizesTest {
    private static final Path LIST = Path.of("src", "test", "sizes", "above-limits.txt");

    @ParameterizedTest
    @EnumSource
    void nothing_isLargerThanItMayBe(Size size) throws IOException {
        SortedMap<String, Integer> measured = size.measure();
        assertThat(measured).as("what was measured").isNotEmpty();
        assertThat(mistakes(size, measured, listed(size)))
                .as("mend these, or " + LIST + " where it says more than there is")
                .isEmpty();
    }

    @Test
    void list_hasNothingButKnownKindsOnce() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : lines()) {
            assertThat(line).matches("(lines|columns|parameters|circle) \\S+ \\d+");
            names.add(line.substring(0, line.lastIndexOf(' ')));
        }
        assertThat(names).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void newAboveLimitOrGrownOrWithinLimit_isAMistakeAndShrunkIsNone() {
        Map<String, Integer> sizes =
                Map.of("new", 351, "grown", 401, "same", 400, "shrunk", 360, "within", 350, "small", 3);
        Map<String, Integer> list = Map.of("grown", 400, "same", 400, "shrunk", 400, "within", 400, "gone", 400);
        assertThat(mistakes(Size.LINES, new TreeMap<>(sizes), new TreeMap<>(list)))
                .containsExactlyInAnyOrder(
                        "lines new 351: at most 350 are allowed",
                        "lines grown 401: the list says 400, and it may only shrink",
                        "lines within 350: within the limit of 350 now; take its line out of the list",
                        "lines gone: there is no such thing any more; take its line out of the list");
    }

    @Test
    void classesThatImportEachOther_areACircle() {
        var classes = new ClassFileImporter().importClasses(SizesTest.class, Size.class, House.class, Part.class);
        assertThat(Circles.largestAmong(getClass().getPackageName(), classes))
                .containsExactly(House.class.getName(), Part.class.getName());
    }

    @Test
    void parameters_areThoseInTheSource() {
        var classes = new ClassFileImporter().importClasses(One.class, Inner.class, Kind.class, SomeSettings.class);
        assertThat(Size.parameters(classes))
                .containsEntry(Inner.class.getName(), 1)
                .containsEntry(Kind.class.getName(), 1)
                .containsEntry(One.class.getName(), 0)
                .doesNotContainKey(SomeSettings.class.getName());
    }

    private static List<String> mistakes(
            Size size, SortedMap<String, Integer> measured, SortedMap<String, Integer> listed) {
        List<String> mistakes = new ArrayList<>();
        String kind = size.name().toLowerCase(Locale.ROOT) + " ";
        measured.forEach((name, is) -> {
            int allowed = listed.getOrDefault(name, size.limit());
            if (is > allowed) {
                mistakes.add(kind + name + " " + is
                        + (listed.containsKey(name)
                                ? ": the list says " + allowed + ", and it may only shrink"
                                : ": at most " + allowed + " are allowed"));
            } else if (is <= size.limit() && listed.containsKey(name)) {
                mistakes.add(kind + name + " " + is + ": within the limit of " + size.limit()
                        + " now; take its line out of the list");
            }
        });
        listed.keySet().stream()
                .filter(name -> !measured.containsKey(name))
                .forEach(name ->
                        mistakes.add(kind + name + ": there is no such thing any more; take its line out of the list"));
        return mistakes;
    }

    private static SortedMap<String, Integer> listed(Size size) throws IOException {
        SortedMap<String, Integer> listed = new TreeMap<>();
        for (String line : lines()) {
            String[] parts = line.split(" ", -1);
            if (parts[0].equals(size.name().toLowerCase(Locale.ROOT))) {
                listed.put(parts[1], Integer.parseInt(parts[2]));
            }
        }
        return listed;
    }

    private static List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(LIST)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static final class One {}

    /** Has an outer object, which the compiler hands to its constructor. */
    @SuppressWarnings({"unused", "ClassCanBeStatic"})
    private final class Inner {
        Inner(int one) {}
    }

    @SuppressWarnings("unused")
    private enum Kind {
        SOME(1);

        Kind(int one) {}
    }

    private record SomeSettings(int a, int b, int c, int d, int e, int f, int g) {}
}
