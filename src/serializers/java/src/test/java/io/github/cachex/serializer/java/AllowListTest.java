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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
    void classThatIsNotListed_isNotLookedForEither() {
        byte[] renamed = new String(
                        written(new ArrayList<>(List.of(new Gadget[] {new Gadget()}))), StandardCharsets.ISO_8859_1)
                .replace("Gadget", "Gazelt")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<String> wanted = new ArrayList<>();
        ClassLoader watched = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                wanted.add(name);
                return super.loadClass(name, resolve);
            }
        };
        Thread.currentThread().setContextClassLoader(watched);
        try {
            assertThatThrownBy(() -> careful.read(renamed, List.class))
                    .isInstanceOf(CacheSerializationException.class)
                    .hasMessageContaining("Gazelt is not among cachex.serializer.java.allow");
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
        assertThat(wanted).isNotEmpty().noneMatch(name -> name.contains("Gazelt"));
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

    @Test
    void classThatCouldNotBeRead_isNotWritten() {
        JavaSerializer some = JavaSerializer.allowing(Holder.class.getName());
        for (Object value : List.of(new Gadget(), List.of(new Gadget()), new Gadget[0], new Holder(new Gadget()))) {
            assertThatThrownBy(() -> some.write(value, Object.class))
                    .isInstanceOf(CacheSerializationException.class)
                    .hasMessageContaining("Gadget is not among cachex.serializer.java.allow");
        }
        assertThat(some.read(some.write(new Holder(1), Holder.class), Holder.class))
                .isEqualTo(new Holder(1));
    }

    private record Holder(Object content) implements Serializable {}

    /** Reads another object, and goes on whatever becomes of it. */
    static final class Careless implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeObject(new Gadget());
        }

        @Serial
        private void readObject(ObjectInputStream in) {
            try {
                in.readObject();
            } catch (IOException | ClassNotFoundException e) {
                // As if nothing had happened.
            }
        }
    }

    @Test
    void refusalThatAListedClassSwallows_isStillOne() {
        RUNS.set(0);
        JavaSerializer some = JavaSerializer.allowing(Careless.class.getName());

        assertThatThrownBy(() -> some.read(written(new Careless()), Careless.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("Gadget is not among cachex.serializer.java.allow");
        assertThat(RUNS).hasValue(0);
    }

    @Test
    void packagesOfTheJdk_areNoList() {
        for (String pattern :
                List.of("java.**", "java.util.*", "javax.management.**", "com.sun.**", "*", "**", "a.b*")) {
            Settings settings = new Settings(Map.of("allow", "x.Y, " + pattern));
            new JavaSerializer().configure(settings);
            assertThat(settings.problems).as(pattern).singleElement().asString().contains("'" + pattern + "'");
            assertThatThrownBy(() -> JavaSerializer.allowing("x.Y", pattern))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + pattern + "'");
        }
        assertThat(AllowList.problem(List.of("java.net.URL", "com.sunny.**"))).isEmpty();
    }

    @Test
    void arraysLongerThanTheirBytes_areRefusedBeforeTheyAreMade() {
        for (Object array : List.of(new long[] {1}, new Object[] {null})) {
            byte[] bytes = written(array);
            int element = array instanceof long[] ? 8 : 1;
            ByteBuffer.wrap(bytes).putInt(bytes.length - element - 4, 900_000);
            assertThatThrownBy(() -> careful.read(bytes, Object.class))
                    .isInstanceOf(CacheSerializationException.class)
                    .hasMessageContaining("longer than all its bytes");
        }
        Map<Integer, Integer> map = new HashMap<>(1 << 16, 0.25f);
        for (int i = 0; i < 10_000; i++) {
            map.put(i, i);
        }
        assertThat(careful.read(written(map), Map.class)).isEqualTo(map);
        assertThat(careful.read(written(new HashSet<>(map.keySet())), Set.class))
                .isEqualTo(map.keySet());
        assertThat(careful.read(written(new HashMap<>(64)), Map.class)).isEqualTo(Map.of());
    }

    @Test
    void onAThreadThatSeesNothing_theClassesOfTheTypeAreFound() throws Exception {
        JavaSerializer some = JavaSerializer.allowing(Holder.class.getName());
        byte[] bytes = some.write(List.of(new Holder(1)), List.class);
        CompletableFuture<Object> read = new CompletableFuture<>();
        Thread thread = new Thread(() -> read.completeAsync(
                () -> some.read(bytes, new io.github.cachex.TypeRef<List<Holder>>() {}.type()), Runnable::run));
        thread.setContextClassLoader(new ClassLoader(null) {});
        thread.start();

        assertThat(read.get()).isEqualTo(List.of(new Holder(1)));
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
        assertThatThrownBy(() -> careful.read(written(root), Set.class))
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

    /** Each list holds the one before thirty times: whoever asks the last for its hash would wait longer than the universe is old. */
    @Test
    void listsThatShareEachOther_areRefusedBeforeTheirHashIsAskedFor() {
        List<Object> list = new ArrayList<>(List.of("x"));
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(list);
            list = new ArrayList<>(java.util.Collections.nCopies(30, list));
        }
        // Flat: no depth shows it. The hash is asked for where the stream is read, not here.
        byte[] stream = written(new Object[] {all, list, new Hashing(list)});
        assertThat(stream.length).isLessThan(20_000);
        JavaSerializer open = JavaSerializer.allowing(AllowListTest.class.getName() + "$Hashing");
        assertThatThrownBy(() -> open.read(stream, Object[].class)).isInstanceOf(CacheSerializationException.class);
        assertThat(HASHED).hasValue(0);
    }

    private static final AtomicInteger HASHED = new AtomicInteger();

    /** Asks for the hash of what it holds as soon as it is read, as sets do. */
    static final class Hashing implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        private final ArrayList<Object> held;

        Hashing(List<Object> held) {
            this.held = new ArrayList<>(held);
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            HASHED.incrementAndGet();
            HASHED.addAndGet(held.hashCode());
        }
    }

    /** Sharing is no harm where there is little of it. */
    @Test
    void valueThatSharesParts_comesBack() {
        List<String> shared = new ArrayList<>(java.util.Collections.nCopies(1_000, "x"));
        ArrayList<Object> value = new ArrayList<>(java.util.Collections.nCopies(900, shared));
        assertThat(careful.read(careful.write(value, List.class), List.class)).isEqualTo(value);
    }
}
