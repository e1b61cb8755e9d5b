// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.serializer.jsonb.Samples.Author;
import io.github.cachex.serializer.jsonb.Samples.Cat;
import io.github.cachex.serializer.jsonb.Samples.Colour;
import io.github.cachex.serializer.jsonb.Samples.Dog;
import io.github.cachex.serializer.jsonb.Samples.Node;
import io.github.cachex.serializer.jsonb.Samples.Nothing;
import io.github.cachex.serializer.jsonb.Samples.Pet;
import io.github.cachex.serializer.jsonb.Samples.Picture;
import io.github.cachex.serializer.jsonb.Samples.Post;
import io.github.cachex.serializer.jsonb.Samples.Secret;
import io.github.cachex.serializer.jsonb.Samples.Throwing;
import io.github.cachex.spi.Serializer;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonbSerializerTest {
    private final JsonbSerializer serializer = new JsonbSerializer();

    static Stream<Arguments> faithful() {
        Post post = new Post(1, "t", Optional.of("s"), List.of("x"));
        Post sparse = new Post(2, null, Optional.empty(), null);
        Map<String, String> withNull = new HashMap<>();
        withNull.put("a", null);
        return Stream.of(
                of("42", String.class),
                of("", String.class),
                of("null", String.class),
                of("{\"a\":\u0000\n}", String.class),
                of("grün 絵 😀", String.class),
                of(42, Integer.class),
                of(42, int.class),
                of(Long.MAX_VALUE, long.class),
                of(4.5, double.class),
                of(1f / 3, Float.class),
                of(true, boolean.class),
                of('x', char.class),
                of('\uD800', Character.class),
                of((byte) 3, byte.class),
                of((short) 3, Short.class),
                of(Colour.RED, Colour.class),
                of(Colour.BLUE, Colour.class),
                of(DayOfWeek.MONDAY, DayOfWeek.class),
                of(new byte[] {1, -2}, byte[].class),
                of(new int[] {1, 2}, int[].class),
                of(new char[] {'a'}, char[].class),
                of(new String[] {"a", null}, String[].class),
                of(new Post[] {post, sparse}, Post[].class),
                of(new BigDecimal("1.00"), BigDecimal.class),
                of(BigInteger.TEN.pow(30), BigInteger.class),
                of(new UUID(1, 2), UUID.class),
                of(URI.create("a:b"), URI.class),
                of(Instant.parse("2020-01-01T00:00:00.123456789Z"), Instant.class),
                of(LocalDate.of(2020, 1, 2), LocalDate.class),
                of(LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6), LocalDateTime.class),
                of(OffsetDateTime.parse("2020-01-02T03:04:05.678+01:00"), OffsetDateTime.class),
                of(ZonedDateTime.of(2020, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Paris")), ZonedDateTime.class),
                of(Duration.ofMillis(5), Duration.class),
                of(new Date(123_456_789L), Date.class),
                of(Timestamp.valueOf("2020-01-01 00:00:00.123456789"), Timestamp.class),
                of("x", Object.class),
                of(OptionalInt.of(3), OptionalInt.class),
                of(Optional.of("x"), new TypeRef<Optional<String>>() {}.type()),
                of(post, Post.class),
                of(sparse, Post.class),
                of(new Nothing(), Nothing.class),
                of(new Cat("Minka"), Pet.class),
                of(List.of(new Cat("Minka"), new Dog("Rex")), new TypeRef<List<Pet>>() {}.type()),
                of(List.of(), new TypeRef<List<Post>>() {}.type()),
                of(List.of(post, sparse), new TypeRef<List<Post>>() {}.type()),
                of(Arrays.asList("b", null, "a"), new TypeRef<List<String>>() {}.type()),
                of(new ArrayList<>(List.of("a")), ArrayList.class),
                of(List.of(1, 2), new TypeRef<Collection<Integer>>() {}.type()),
                of(Set.of("a", "b", "c", "d", "e", "f"), new TypeRef<Set<String>>() {}.type()),
                of(Set.of(post, sparse), new TypeRef<Set<Post>>() {}.type()),
                of(Map.of("k", List.of(post)), new TypeRef<Map<String, List<Post>>>() {}.type()),
                of(withNull, new TypeRef<Map<String, String>>() {}.type()),
                of(Map.of(1, "x", 2, "y"), new TypeRef<Map<Integer, String>>() {}.type()),
                of(Map.of(Colour.BLUE, 1), new TypeRef<Map<Colour, Integer>>() {}.type()),
                of(Map.of(post, "x"), new TypeRef<Map<Post, String>>() {}.type()),
                of(new TreeMap<>(Map.of("b", 2L, "a", 1L)), new TypeRef<SortedMap<String, Long>>() {}.type()),
                of(List.of(Optional.of("x"), Optional.empty()), new TypeRef<List<Optional<String>>>() {}.type()));
    }

    private static Arguments of(Object value, Type type) {
        return Arguments.of(value, type);
    }

    @ParameterizedTest
    @MethodSource("faithful")
    void goodValue_comesBackEqualAndHasNoFlaw(Object value, Type type) {
        byte[] written = serializer.write(value, type);

        Object back = serializer.read(written, type);

        assertThat(Objects.deepEquals(back, value)).as("%s and %s", back, value).isTrue();
        assertThat(serializer.flaw(value, type, written)).isEmpty();
    }

    @Property
    void anyText_comesBackAsItWas(@ForAll String text) {
        byte[] written = serializer.write(text, String.class);

        assertThat(serializer.read(written, String.class)).isEqualTo(text);
    }

    @Test
    void brokenSurrogatesWithinAnObject_comeBackAsTheyWere() {
        Post post = new Post(1, "a\uD800b\uDC00😀", Optional.empty(), List.of("\uDBFF"));

        assertThat(serializer.read(serializer.write(post, Post.class), Post.class))
                .isEqualTo(post);
    }

    @Test
    void recordOfArrays_comesBackWithoutFlaw() {
        Picture picture = new Picture(new byte[] {1, 2}, new int[] {3}, new String[] {"x"});

        byte[] written = serializer.write(picture, Picture.class);

        assertThat(new String(written, StandardCharsets.UTF_8)).contains("\"AQI=\"");
        assertThat(serializer.flaw(picture, Picture.class, written)).isEmpty();
    }

    @Test
    void nameAndId_areThoseOfTheFormat() {
        assertThat(serializer.name()).isEqualTo("jsonb");
        assertThat(serializer.id()).isEqualTo((byte) 1);
    }

    @Test
    void serviceLoader_findsIt() {
        assertThat(ServiceLoader.load(Serializer.class)).hasAtLeastOneElementOfType(JsonbSerializer.class);
    }

    @Test
    void usersConfiguration_isUsed() {
        JsonbSerializer upper = JsonbSerializer.of(
                new JsonbConfig().withPropertyNamingStrategy(PropertyNamingStrategy.UPPER_CAMEL_CASE));
        Author author = Samples.author("Ada");

        byte[] written = upper.write(author, Author.class);

        assertThat(new String(written, StandardCharsets.UTF_8)).contains("\"Name\":\"Ada\"");
        assertThat(upper.flaw(author, Author.class, written)).isEmpty();
        upper.close();
    }

    @Test
    void usersEngine_staysOpenOnClose() throws Exception {
        try (Jsonb jsonb = JsonbBuilder.create()) {
            JsonbSerializer own = JsonbSerializer.of(jsonb);
            own.close();

            assertThat(own.read(own.write("x", String.class), String.class)).isEqualTo("x");
        }
    }

    @Test
    void closingTwiceOrUnused_doesNothing() {
        serializer.close();
        serializer.write("x", String.class);
        serializer.close();
        serializer.close();
    }

    @Test
    void bytesThatAreNoJson_areRefusedWithoutShowingThem() {
        byte[] bytes = "hunter2".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> serializer.read(bytes, Post.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining(Post.class.getTypeName())
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void jsonNull_isNoValue() {
        assertThatThrownBy(() -> serializer.read("null".getBytes(StandardCharsets.UTF_8), Post.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("null");
    }

    @Test
    void throwingGetter_isRefusedWithTypeAndRemedyButWithoutTheValue() {
        assertThatThrownBy(() -> serializer.write(new Throwing(), Throwing.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining(Throwing.class.getTypeName())
                .hasMessageContaining("; ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void classThatIsNotPublic_isRefusedWithTheRemedy() {
        assertThatThrownBy(() -> serializer.write(new Secret("hunter2"), Secret.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessageContaining("public")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void circle_isRefused() {
        Node node = new Node();
        node.setNext(node);

        assertThatThrownBy(() -> serializer.write(node, Node.class)).isInstanceOf(CacheSerializationException.class);
    }

    @Test
    void notANumber_isRefused() {
        assertThatThrownBy(() -> serializer.write(Double.NaN, Double.class))
                .isInstanceOf(CacheSerializationException.class);
    }
}
