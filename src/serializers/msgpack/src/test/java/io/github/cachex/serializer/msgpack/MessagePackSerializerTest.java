// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackSerializerTest {
    private final MessagePackSerializer serializer = new MessagePackSerializer();

    @Test
    void serviceLoader_findsIt() {
        assertThat(ServiceLoader.load(Serializer.class)).hasAtLeastOneElementOfType(MessagePackSerializer.class);
    }

    @Test
    void nameAndId_areThoseOfTheFormat() {
        assertThat(serializer.name()).isEqualTo("msgpack");
        assertThat(serializer.id()).isEqualTo((byte) 3);
    }

    @Test
    void bytes_areWrittenAsTheyAre() {
        assertThat(serializer.write(new byte[1_000], byte[].class)).hasSizeLessThan(1_010);
        assertThat(serializer.write(Map.of("a", 1), new TypeRef<Map<String, Integer>>() {}.type()))
                .isEqualTo(HexFormat.of().parseHex("81a16101"));
    }

    /** The library reads short texts in the default charset. */
    @Test
    void whereTheCharsetIsAnother_nothingIsWrittenOrRead() {
        MessagePackSerializer latin = new MessagePackSerializer(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> latin.write("x", String.class))
                .isInstanceOf(CacheSerializationException.class)
                .hasMessage(
                        "cachex.serializer=msgpack: its library would read texts as ISO-8859-1, the default charset of"
                                + " this JVM; start it with -Dfile.encoding=UTF-8, or choose another serializer");
        assertThatThrownBy(() -> latin.read(new byte[] {1}, Integer.class))
                .isInstanceOf(CacheSerializationException.class);
    }

    @Test
    void halfOfASurrogatePair_isRefusedWhereverItStands() {
        Type texts = new TypeRef<List<String>>() {}.type();
        Type map = new TypeRef<Map<String, Integer>>() {}.type();
        for (String text :
                List.of("\uD800", "a\uDC00", "\uDC00\uD800", "\uD83D\uDE00\uD83D", "x".repeat(500) + "\uDBFF")) {
            assertThatThrownBy(() -> serializer.write(List.of(text), texts))
                    .isInstanceOf(CacheSerializationException.class);
            assertThatThrownBy(() -> serializer.write(Map.of(text, 1), map))
                    .isInstanceOf(CacheSerializationException.class);
        }
        String whole = "\uD83D\uDE00x\uDBFF\uDFFF";
        assertThat(serializer.read(serializer.write(List.of(whole), texts), texts))
                .isEqualTo(List.of(whole));
    }

    /** Binary, text, array, map, extension: each header announces two thousand million of what is not there. */
    @ParameterizedTest
    @ValueSource(strings = {"c67fffffff", "db7fffffff", "dd7fffffff", "df7fffffff", "c97fffffff01", "c603ffffff"})
    void hugeHeader_isRefused(String header) {
        byte[] bytes = HexFormat.of().parseHex(header);
        for (Type type : new Type[] {byte[].class, String.class, int[].class, List.class, Map.class, Object.class}) {
            assertThatThrownBy(() -> serializer.read(bytes, type)).isInstanceOf(CacheSerializationException.class);
        }
    }

    @Test
    void arraysWithinArraysWithoutEnd_areRefused() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0x91);

        assertThatThrownBy(() -> serializer.read(bytes, Object.class)).isInstanceOf(CacheSerializationException.class);
    }

    @Test
    void moreThanOneValue_isRefused() {
        assertThatThrownBy(() -> serializer.read(new byte[] {1, 1}, Integer.class))
                .isInstanceOf(CacheSerializationException.class);
        assertThat(serializer.read(new byte[] {1}, Integer.class)).isEqualTo(1);
        assertThat(serializer.read(new byte[] {(byte) 0x90}, List.class)).isEqualTo(List.of());
    }

    /** Time that grows with the square of the digits, and calls of itself for each array. */
    @Test
    void whatTakesMoreThanItsBytes_isRefused() {
        byte[] digits = serializer.write("9".repeat(1_000_000), String.class);
        for (Class<?> type : new Class<?>[] {java.math.BigDecimal.class, java.math.BigInteger.class, long.class}) {
            assertThatThrownBy(() -> serializer.read(digits, type)).isInstanceOf(CacheSerializationException.class);
        }
        byte[] nested = new byte[1_000_000];
        java.util.Arrays.fill(nested, (byte) 0x91);
        assertThatThrownBy(() -> serializer.read(nested, Object.class)).isInstanceOf(CacheSerializationException.class);
    }
}
