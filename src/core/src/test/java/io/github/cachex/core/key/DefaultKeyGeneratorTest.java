// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexKey;
import io.github.cachex.CachexValue;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultKeyGeneratorTest {
    /** A record of a record. */
    record Query(String text, Range range) {}

    /** A record that holds itself. */
    record Range(int from, int to, @Nullable Range next) {}

    /** A record that no key can hold. */
    record Upload(String name, List<Thread[]> parts) {}

    /** A sealed type of good records. */
    sealed interface Id permits Number1, Text1 {}

    /** One of them. */
    record Number1(long number) implements Id {}

    /** Another. */
    record Text1(String text) implements Id {}

    /** A sealed type of which one is bad. */
    sealed interface Source permits Local, Remote {}

    /** The good one. */
    record Local(String path) implements Source {}

    /** The bad one. */
    static final class Remote implements Source {}

    /** Methods as beans have them. */
    @SuppressWarnings("unused")
    interface Bean {
        Object none();

        Object one(long id);

        Object two(@Nullable String a, @Nullable String b);

        Object marked(@CachexKey String id, String ignored);

        Object put(String id, @CachexValue Object value);

        void putMarked(@CachexKey String id, @CachexValue @CachexKey Object value);

        void valueOnly(@CachexValue Date value);

        Object threads(Thread[] threads);

        Object date(Date date);

        Object upload(Upload upload);

        Object listOfArrays(List<Thread[]> arrays);

        <T extends Thread> Object genericArray(T[] values);

        Object deep(Map<String, Optional<List<? extends Date>>> dates);

        Object stream(InputStream in);

        Object source(Source source);

        Object ofClass(Class<?> type);

        <T extends Date> Object bounded(T date);

        Object query(Query query);

        Object id(Id id);

        Object any(Object any);

        Object number(Number number);

        <T extends Comparable<T>> Object variable(T value);

        Object open(Serializable value);

        Object supplier(Supplier<String> supplier);

        Object collections(List<UUID> ids, Map<String, Integer> counts, Optional<String> text);

        Object zone(java.time.ZoneId zone, Thread.State state, Record record, Enum<?> constant);

        Object markedAmongBad(@CachexKey long id, InputStream in);
    }

    private final DefaultKeyGenerator generator = new DefaultKeyGenerator(DefaultKeyGeneratorTest.class);

    private static Method method(String name) {
        return Stream.of(Bean.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String generate(String name, @Nullable Object... arguments) {
        return generator.generate(method(name), arguments);
    }

    @Test
    void everydayMethods_giveEverydayIds() {
        assertThat(generate("none")).isEqualTo("()");
        assertThat(generate("one", 42L)).isEqualTo("42");
        assertThat(generate("two", "a", "42")).isEqualTo("a:42");
        assertThat(generate("two", "a:b", null)).isEqualTo("a%3Ab:%N");
        assertThat(generate("two", "", "")).isEqualTo("%s:%s");
    }

    @Test
    void markedParameters_aloneTakePart() {
        assertThat(generate("marked", "a", "b")).isEqualTo("a");
    }

    @Test
    void value_neverTakesPart() {
        assertThat(generate("put", "a", new Object())).isEqualTo("a");
        assertThat(generate("putMarked", "a", new Object())).isEqualTo("a");
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("a:1%N,()")
                .ofMaxLength(3)
                .injectNull(0.1)
                .list()
                .ofSize(2);
    }

    @Provide
    Arbitrary<List<List<String>>> crowds() {
        return texts().list().ofMinSize(100).ofMaxSize(200);
    }

    @Property(tries = 100)
    void distinctArguments_neverShareAnId(@ForAll("crowds") List<List<String>> crowd) {
        Map<String, List<String>> arguments = new HashMap<>();
        for (List<String> pair : crowd) {
            assertThat(arguments.computeIfAbsent(generate("two", pair.toArray()), any -> pair))
                    .isEqualTo(pair);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    threads      | parameter 0 | java.lang.Thread
                    date         | parameter 0 | java.util.Date
                    upload       | parameter 0 | java.lang.Thread
                    listOfArrays | parameter 0 | java.lang.Thread
                    genericArray | parameter 0 | java.lang.Thread
                    deep         | parameter 0 | java.util.Date
                    stream       | parameter 0 | java.io.InputStream
                    source       | parameter 0 | Remote
                    ofClass      | parameter 0 | java.lang.Class
                    bounded      | parameter 0 | java.util.Date
                    """)
    void parameterWithoutAText_isAProblemWithRemedy(String name, String where, String type) {
        assertThat(DefaultKeyGenerator.problems(TemplateScope.of(method(name))))
                .singleElement()
                .asString()
                .startsWith(where)
                .contains(type, "; give a key template", "@CachexKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "one",
                "two",
                "marked",
                "put",
                "query",
                "id",
                "any",
                "number",
                "variable",
                "open",
                "supplier",
                "collections",
                "zone",
                "markedAmongBad"
            })
    void parameterThatMayHaveAText_isFine(String name) {
        assertThat(DefaultKeyGenerator.problems(TemplateScope.of(method(name)))).isEmpty();
    }

    @Test
    void valueAlone_leavesNothingToMakeAKeyFrom() {
        assertThat(DefaultKeyGenerator.problems(TemplateScope.of(method("valueOnly"))))
                .singleElement()
                .asString()
                .contains("all calls would share one entry; ");
    }

    @Test
    void valueMarkedAsKey_isAContradiction() {
        assertThat(DefaultKeyGenerator.problems(TemplateScope.of(method("putMarked"))))
                .singleElement()
                .asString()
                .contains("parameter 1", "both @CachexKey and @CachexValue; ");
    }

    @Test
    void sameMethodTwice_givesTheSame() {
        assertThat(Arrays.asList(generate("one", 1L), generate("one", 2L), generate("one", 1L)))
                .containsExactly("1", "2", "1");
    }
}
