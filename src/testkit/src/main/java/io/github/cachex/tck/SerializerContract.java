// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.Sample.Author;
import io.github.cachex.tck.Sample.Colour;
import io.github.cachex.tck.Sample.Editor;
import io.github.cachex.tck.Sample.Post;
import io.github.cachex.tck.Sample.Unmakable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every serializer keeps: values come back as they were, or it says beforehand that they will not. */
public interface SerializerContract extends RoundTripContract {
    /** Returns the serializer to test; it may be the same each time. */
    @Override
    Serializer serializer();

    /** Returns whether values of a subclass come back as such where its superclass is declared; else it must say that they do not. */
    default boolean keepsSubclasses() {
        return false;
    }

    /** Returns whether bytes after a whole value are noticed and refused; if not, the value is read as if they were not there. */
    default boolean refusesWhatFollows() {
        return true;
    }

    private static Post post(long id) {
        return new Post(
                id,
                id % 2 == 0 ? "grün 絵 😀 \"\\\n" : null,
                new BigDecimal("12.50"),
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Colour.BLUE,
                List.of("a", "b"),
                Map.of("first", new Author("Ada", 36)));
    }

    private static Map<Object, Type> values() {
        Map<String, String> sparse = new HashMap<>();
        sparse.put("a", null);
        Map<Object, Type> values = new LinkedHashMap<>();
        values.put("", String.class);
        values.put("null", String.class);
        values.put("grün 絵 😀 \u0000", String.class);
        values.put("x".repeat(1 << 20), String.class);
        values.put(42, int.class);
        values.put(Integer.MIN_VALUE, Integer.class);
        values.put(Long.MAX_VALUE, long.class);
        values.put(0.1 + 0.2, double.class);
        values.put(1f / 3, Float.class);
        values.put(true, boolean.class);
        values.put('ß', char.class);
        values.put((byte) -3, byte.class);
        values.put((short) 3, Short.class);
        values.put(Colour.RED, Colour.class);
        values.put(new BigDecimal("1.00"), BigDecimal.class);
        values.put(BigInteger.TEN.pow(30), BigInteger.class);
        values.put(new UUID(1, 2), UUID.class);
        values.put(Instant.parse("2020-01-01T00:00:00.123456789Z"), Instant.class);
        values.put(LocalDate.of(2020, 1, 2), LocalDate.class);
        values.put(LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6), LocalDateTime.class);
        values.put(OffsetDateTime.parse("2020-01-02T03:04:05.678+01:00"), OffsetDateTime.class);
        values.put(ZonedDateTime.of(2020, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Paris")), ZonedDateTime.class);
        values.put(Duration.ofMillis(5), Duration.class);
        values.put(post(1), Post.class);
        values.put(post(2), Post.class);
        values.put(new Author("Ada", 36), Author.class);
        values.put(new Author(), Author.class);
        values.put(new ArrayList<>(), new TypeRef<List<Post>>() {}.type());
        values.put(new ArrayList<>(List.of(post(1), post(2))), new TypeRef<List<Post>>() {}.type());
        values.put(new ArrayList<>(Arrays.asList("b", null, "a")), new TypeRef<List<String>>() {}.type());
        values.put(Set.of("a", "b", "c", "d", "e"), new TypeRef<Set<String>>() {}.type());
        values.put(Map.of("k", List.of(post(1))), new TypeRef<Map<String, List<Post>>>() {}.type());
        values.put(sparse, new TypeRef<Map<String, String>>() {}.type());
        values.put(Map.of(1, "x", 2, "y"), new TypeRef<Map<Integer, String>>() {}.type());
        return values;
    }

    @Test
    default void values_comeBackEqual() {
        values().forEach((value, type) -> {
            byte[] written = serializer().write(value, type);
            assertThat(serializer().flaw(value, type, written))
                    .as("a flaw of %s", type)
                    .isEmpty();
            assertThat(serializer().read(written, type)).as(type.getTypeName()).isEqualTo(value);
        });
    }

    @Test
    default void arrays_comeBackEqual() {
        for (Object array : List.of(
                new byte[] {1, -2}, new int[] {1, 2}, new double[] {0.5}, new String[] {"a", null}, new Post[] {post(1)
                })) {
            Class<?> type = array.getClass();
            byte[] written = serializer().write(array, type);
            assertThat(serializer().flaw(array, type, written))
                    .as(type.getName())
                    .isEmpty();
            assertThat(Objects.deepEquals(serializer().read(written, type), array))
                    .as(type.getName())
                    .isTrue();
        }
    }

    /** A subclass keeps what it holds, or its loss is told before anything is stored; alone, in a list and in a map. */
    @Test
    default void subclass_keepsAllOrIsTold() {
        Editor editor = new Editor("Ada", "science");
        Map<Object, Type> values = new LinkedHashMap<>();
        values.put(editor, Author.class);
        values.put(new ArrayList<>(List.of(editor)), new TypeRef<List<Author>>() {}.type());
        values.put(new HashMap<>(Map.of("a", editor)), new TypeRef<Map<String, Author>>() {}.type());
        values.forEach((value, type) -> {
            byte[] written = serializer().write(value, type);
            boolean kept = serializer().flaw(value, type, written).isEmpty();
            assertThat(kept).as(type.getTypeName()).isEqualTo(keepsSubclasses());
            if (kept) {
                assertThat(serializer().read(written, type)).isEqualTo(value);
            }
        });
    }

    @Test
    default void whatCannotComeBack_isToldWithARemedy() {
        Unmakable value = new Unmakable(1, 2);
        String told;
        try {
            told = serializer()
                    .flaw(value, Unmakable.class, serializer().write(value, Unmakable.class))
                    .orElse("nothing");
        } catch (CacheSerializationException e) {
            told = String.valueOf(e.getMessage());
        }
        assertThat(told).contains(Unmakable.class.getTypeName()).contains("; ");
    }

    /** Bytes are cut, changed, or nobody's: a value of the type, or the exception that counts as a miss. */
    @Test
    default void damagedBytes_areAValueOrTheExceptionOfTheSpi() {
        Random random = new Random(42);
        byte[] good = serializer().write(post(2), Post.class);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertMissOrValue(bytes);
        }
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertMissOrValue(noise);
        }
    }

    /** Every beginning of a value that is not all of it is refused. */
    @Test
    default void bytesThatWereCut_areRefused() {
        byte[] good = serializer().write(post(2), Post.class);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatCode(() -> serializer().read(cut, Post.class))
                    .as("%d of %d bytes", length, good.length)
                    .isInstanceOf(CacheSerializationException.class);
        }
    }

    /** A value that something follows is refused, where the serializer can know. */
    @Test
    default void bytesThatGoOn_areRefusedOrLeftAlone() {
        byte[] good = serializer().write(post(2), Post.class);
        byte[] doubled = Arrays.copyOf(good, 2 * good.length);
        System.arraycopy(good, 0, doubled, good.length, good.length);
        if (refusesWhatFollows()) {
            assertThatCode(() -> serializer().read(doubled, Post.class))
                    .isInstanceOf(CacheSerializationException.class);
        } else {
            assertThat(serializer().read(doubled, Post.class)).isEqualTo(post(2));
        }
    }

    /** Half of a surrogate pair, which UTF-8 cannot say, is kept or refused; it never becomes another character. */
    @Test
    default void halfOfACharacter_comesBackOrIsRefused() {
        Map<Object, Type> values = new LinkedHashMap<>();
        values.put("a\uD800b", String.class);
        values.put("\uDC00\uD800", String.class);
        values.put("x".repeat(500) + "\uDBFF", String.class);
        values.put(Map.of("a\uD800", 1), new TypeRef<Map<String, Integer>>() {}.type());
        values.forEach((value, type) -> {
            Object back;
            try {
                back = serializer().read(serializer().write(value, type), type);
            } catch (CacheSerializationException e) {
                return;
            }
            assertThat(back.equals(value)).as("the same %s", type).isTrue();
        });
    }

    private void assertMissOrValue(byte[] bytes) {
        Object value;
        try {
            value = serializer().read(bytes, Post.class);
        } catch (CacheSerializationException miss) {
            return;
        }
        assertThat(value).isInstanceOf(Post.class);
    }

    @Test
    default void bytesOfAnotherType_areNoValueOfThisOne() {
        byte[] text = serializer().write("text", String.class);
        assertThatCode(() -> serializer().read(text, Post.class)).isInstanceOf(CacheSerializationException.class);
        assertThatCode(() -> serializer().read(text, Integer.class)).isInstanceOf(CacheSerializationException.class);
    }

    @Test
    default void messages_showNoValues() {
        byte[] secret = serializer().write("hunter2", String.class);
        assertThatCode(() -> serializer().read(secret, Integer.class)).hasMessageNotContaining("hunter2");
        assertThatCode(() -> serializer().read(secret, Post.class)).hasMessageNotContaining("hunter2");
    }

    @Test
    default void manyThreads_shareIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Post>> tasks = IntStream.range(0, 400)
                    .mapToObj(i -> (Callable<Post>) () ->
                            (Post) serializer().read(serializer().write(post(i), Post.class), Post.class))
                    .toList();
            List<Future<Post>> read = threads.invokeAll(tasks);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).get()).isEqualTo(post(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void nameAndId_areFit() {
        assertThat(serializer().name()).matches("[a-z0-9-]+");
        assertThat(serializer().id()).isPositive();
        assertThat(serializer().keys())
                .allSatisfy(key -> assertThat(key.name())
                        .startsWith("cachex.serializer." + serializer().name() + "."));
    }
}
