// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cachex.testkit.Show;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How large a file, a constructor, a circle, a package and a line may be. */
class SizesTest {
    @ParameterizedTest
    @EnumSource
    void nothing_isLargerThanItMayBe(Size size) throws IOException {
        SortedMap<String, Integer> measured = size.measure();
        assertThat(measured).as("what was measured").isNotEmpty();
        Map.Entry<String, Integer> largest =
                measured.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        Show.atMost("house " + size.label(), largest.getValue(), size.limit(), largest.getKey());
    }

    @Test
    void codeLines_areThoseWithCode() {
        assertThat(Size.codeLines("""
                /* a
                   b */
                import java.util.List;

                class A { // c
                    int a = 1;
                    }
                }
                """)).isEqualTo(2);
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
