// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are not stored, and how often their serializer is troubled with them. */
class RefusedValuesTest {
    private static final EntryKey KEY = new EntryKey("app:1", "cache", "key");
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(0, 0, List.of()), Duration.ofMinutes(1));
    private static final Sizes SIZES = new Sizes(1 << 20, 1 << 20);

    private int written;
    private int asked;

    /** Refuses what is no text, and is certain of numbers alone. */
    private final EntryCodec codec = new EntryCodec(
            new Serializer() {
                @Override
                public String name() {
                    return "texts";
                }

                @Override
                public byte id() {
                    return 1;
                }

                @Override
                public byte[] write(Object value, Type type) {
                    written++;
                    if (value instanceof String text) {
                        return text.getBytes(StandardCharsets.UTF_8);
                    }
                    throw new CacheSerializationException(value.getClass().getName() + ": no text; use one", null);
                }

                @Override
                public Object read(byte[] bytes, Type type) {
                    return new String(bytes, StandardCharsets.UTF_8);
                }

                @Override
                public Optional<String> unstorable(Type type) {
                    asked++;
                    return type == Integer.class ? Optional.of("no text, whatever it is; use one") : Optional.empty();
                }
            },
            EncryptionKeys.NONE);

    private Encoded encode(Type type, Object value) {
        return codec.encode(KEY, type, value, HEAD, SIZES);
    }

    @Test
    void typeThatCanNeverBeStored_isEncodedOnceAndRefusedAlike() {
        Encoded first = encode(Integer.class, 1);
        for (int i = 0; i < 50; i++) {
            assertThat(encode(Integer.class, i)).isEqualTo(first);
        }
        assertThat(first).isEqualTo(new Encoded.Unfit("java.lang.Integer: no text; use one"));
        assertThat(written).isEqualTo(1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void valueThatCannotBeStored_decidesNothingOfTheNext() {
        assertThat(encode(Object.class, 1)).isInstanceOf(Encoded.Unfit.class);
        assertThat(encode(Object.class, 2)).isInstanceOf(Encoded.Unfit.class);
        assertThat(encode(Object.class, "text")).isInstanceOf(Encoded.Bytes.class);
        assertThat(asked).as("looks into the type").isEqualTo(1);
    }

    @Test
    void storedValues_costNoLookIntoTheType() {
        encode(String.class, "a");
        encode(Integer.class, 1);
        encode(String.class, "b");
        assertThat(asked).isEqualTo(1);
    }

    static Stream<Object> oneShots() {
        return Stream.of(
                Stream.of("a"),
                List.of("a").iterator(),
                List.of("a").spliterator(),
                Collections.enumeration(List.of("a")),
                new ByteArrayInputStream(new byte[] {1}),
                new StringReader("a"));
    }

    @ParameterizedTest
    @MethodSource("oneShots")
    void whatCanBeReadOnce_isLeftToItsCaller(Object value) {
        assertThat(encode(Object.class, value))
                .isInstanceOfSatisfying(
                        Encoded.Unfit.class,
                        unfit -> assertThat(unfit.reason()).contains("can be read once; return a list"));
        assertThat(encode(Object.class, Optional.of(value))).isInstanceOf(Encoded.Unfit.class);
        assertThat(written).isZero();
    }
}
