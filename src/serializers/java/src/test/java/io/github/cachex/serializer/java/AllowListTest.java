// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import io.github.cachex.tck.Sample.Author;
import io.github.cachex.tck.Sample.Colour;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Bytes that would do harm if they were believed. */
class AllowListTest {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final JavaSerializer careful = new JavaSerializer();

    /** A class that acts as soon as it is read. */
    static final class Gadget implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RUNS.incrementAndGet();
        }
    }

    private static byte[] written(Object value) {
        return new JavaSerializer().write(value, value.getClass());
    }

    @Test
    void classThatIsNotListed_isNeverMade() {
        RUNS.set(0);
        for (Object bait : List.of(new Gadget(), new ArrayList<>(List.of(new Gadget())), new Gadget[] {new Gadget()})) {
            assertThatThrownBy(() -> careful.read(written(bait), Object.class))
                    .isInstanceOf(CacheSerializationException.class)
                    .hasMessageContaining("Gadget is not among cachex.serializer.java.allow");
        }
        assertThat(RUNS).hasValue(0);
        JavaSerializer trusting = JavaSerializer.allowing(Gadget.class.getName());
        assertThat(trusting.read(written(new Gadget()), Gadget.class)).isInstanceOf(Gadget.class);
        assertThat(RUNS).hasValue(1);
    }

    @Test
    void valueThatWouldBeRefused_isToldBeforeItIsStored() {
        Author author = new Author("Ada", 36);
        assertThat(careful.flaw(author, Author.class, written(author)))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains(Author.class.getName()));
    }

    @Test
    void packagesAndTrees_areListedWithStars() {
        byte[] author = written(new Author("Ada", 36));
        assertThat(JavaSerializer.allowing("io.github.cachex.tck.*").read(author, Author.class))
                .isInstanceOf(Author.class);
        assertThat(JavaSerializer.allowing("io.github.**").read(author, Author.class))
                .isInstanceOf(Author.class);
        JavaSerializer elsewhere = JavaSerializer.allowing("io.github.*", "io.github.cachex.tc.**");
        assertThatThrownBy(() -> elsewhere.read(author, Author.class)).isInstanceOf(CacheSerializationException.class);
        assertThatThrownBy(() -> careful.read(written(Colour.RED), Colour.class))
                .isInstanceOf(CacheSerializationException.class);
    }

    /** Sets within sets: a few hundred bytes whose hash code takes longer than anybody lives. */
    @Test
    void bombOfSets_isRefused() {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> nextLeft = new HashSet<>(Set.of("x"));
            Set<Object> nextRight = new HashSet<>();
            left.add(nextLeft);
            left.add(nextRight);
            right.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        assertThatThrownBy(() -> configured(Map.of("max-depth", "20")).read(written(root), Set.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("max-depth=20");
    }

    @Test
    void longArray_isRefusedBeforeItIsMade() {
        byte[] bytes = written(new int[10]);
        bytes[bytes.length - 44] = 0x7f; // the highest byte of its length
        assertThatThrownBy(() -> careful.read(bytes, int[].class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("max-array=1000000");
    }

    @Test
    void manyObjects_areRefused() {
        assertThatThrownBy(() -> configured(Map.of("max-references", "50"))
                        .read(
                                written(new ArrayList<>(java.util.Collections.nCopies(100, new ArrayList<>(List.of(1))))
                                        .stream()
                                                .map(ArrayList::new)
                                                .collect(java.util.stream.Collectors.toCollection(ArrayList::new))),
                                List.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("max-references=50");
    }

    @Test
    void settings_areReadAndTheirMistakesNoted() {
        Settings settings = new Settings(Map.of("allow", " io.github.cachex.tck.* , a b", "max-depth", "3"));
        new JavaSerializer().configure(settings);
        assertThat(settings.problems)
                .containsExactly("cachex.serializer.java.allow: 'a b' names no class and no package");
        assertThat(configured(Map.of("allow", " io.github.cachex.tck.* ,, x.Y"))
                        .read(written(new Author("Ada", 36)), Author.class))
                .isEqualTo(new Author("Ada", 36));
    }

    private static JavaSerializer configured(Map<String, String> values) {
        JavaSerializer serializer = new JavaSerializer();
        Settings settings = new Settings(values);
        serializer.configure(settings);
        assertThat(settings.problems).isEmpty();
        return serializer;
    }

    private static final class Settings implements ConfigReader {
        private final Map<String, String> values;
        private final List<String> problems = new ArrayList<>();

        Settings(Map<String, String> values) {
            this.values = new HashMap<>(values);
        }

        @Override
        public Optional<String> text(ConfigKey key) {
            String name = key.name().substring("cachex.serializer.java.".length());
            return Optional.of(values.getOrDefault(name, key.defaultText())).filter(text -> !text.isEmpty());
        }

        @Override
        public long number(ConfigKey key, long min, long max) {
            return Long.parseLong(text(key).orElseThrow());
        }

        @Override
        public Duration duration(ConfigKey key, Duration min) {
            throw new AssertionError("there are no durations");
        }

        @Override
        public void problem(ConfigKey key, String problem, String remedy) {
            problems.add(key.name() + ": " + problem);
        }

        @Override
        public boolean hasProblems() {
            return !problems.isEmpty();
        }
    }
}
