// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.Sample.Author;
import io.github.cachex.tck.Sample.Colour;
import io.github.cachex.tck.Sample.Post;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What a release has written stays readable in all that follow. The bytes are resources below {@code stored/}, beside the
 * test class; the system property {@code cachex.stored-bytes=write} makes those that are missing.
 */
public interface StoredBytesContract {
    /** Returns the serializer under test. It may read the classes of this package. */
    Serializer serializer();

    /** Returns whether the same values still give the same bytes. Where not, they are only read. */
    default boolean writesTheSame() {
        return true;
    }

    /** The bytes of an earlier release give the values they were made from. */
    @TestFactory
    default Stream<DynamicTest> storedBytes_areReadAndWrittenAsBefore() {
        Post post = new Post(
                1,
                "first",
                new BigDecimal("12.50"),
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Colour.BLUE,
                List.of("a", "b"),
                Map.of("first", new Author("Ada", 36)));
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("b", -1);
        counts.put("a", null);
        return Stream.of(
                stored("text", "gr\u00fcn \ud83d\ude00", String.class),
                stored("number", 1L << 40, Long.class),
                stored("enum", Colour.BLUE, Colour.class),
                stored("bytes", new byte[] {0, 1, -1}, byte[].class),
                stored("record", post, Post.class),
                stored("bean", new Author("Ada", 36), Author.class),
                stored("records", List.of(post, post), new TypeRef<List<Post>>() {}.type()),
                stored("map", counts, new TypeRef<Map<String, Integer>>() {}.type()),
                stored("lists", Map.of("k", List.of(post)), new TypeRef<Map<String, List<Post>>>() {}.type()));
    }

    private DynamicTest stored(String name, Object value, Type type) {
        return DynamicTest.dynamicTest(name, () -> {
            byte[] bytes = bytes(name, value, type);

            assertThat(Objects.deepEquals(serializer().read(bytes, type), value))
                    .as("equal")
                    .isTrue();
            if (writesTheSame()) {
                assertThat(serializer().write(value, type)).isEqualTo(bytes);
            }
        });
    }

    private byte[] bytes(String name, Object value, Type type) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("stored/" + name)) {
            if (in != null) {
                return in.readAllBytes();
            }
        }
        Path file = Path.of("src/test/resources", getClass().getPackageName().replace('.', '/'), "stored", name);
        if (!"write".equals(System.getProperty("cachex.stored-bytes"))) {
            throw new AssertionError(file + " is missing; run this test with -Dcachex.stored-bytes=write");
        }
        byte[] bytes = serializer().write(value, type);
        Files.createDirectories(file.getParent());
        return Files.readAllBytes(Files.write(file, bytes));
    }
}
