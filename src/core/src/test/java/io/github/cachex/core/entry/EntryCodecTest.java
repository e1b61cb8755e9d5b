// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.spi.StoredEntry;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final Sizes ROOM = new Sizes(1_000, 1_000);
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(7, 8, List.of("news", "été")), Duration.ofMinutes(5));

    private final EntryCodec codec = new EntryCodec(new Texts((byte) 99), EncryptionKeys.NONE);

    private byte[] bytes(Object value, Type type) {
        return ((Encoded.Bytes) codec.encode(KEY, type, value, HEAD, ROOM)).bytes();
    }

    @Test
    void value_comesBack() {
        assertThat(codec.decode(KEY, String.class, bytes("text", String.class), ROOM))
                .isEqualTo(new Decoded.Value("text", HEAD));
    }

    @Test
    void null_comesBackAsNullOrEmpty() {
        Type optional = new TypeRef<Optional<String>>() {}.type();
        assertThat(codec.decode(KEY, String.class, bytes(null, String.class), ROOM))
                .isEqualTo(new Decoded.Value(null, HEAD));
        assertThat(codec.decode(KEY, optional, bytes(Optional.empty(), optional), ROOM))
                .isEqualTo(new Decoded.Value(Optional.empty(), HEAD));
        assertThat(codec.decode(KEY, optional, bytes(Optional.of("text"), optional), ROOM))
                .isEqualTo(new Decoded.Value(Optional.of("text"), HEAD));
        assertThat(codec.decode(KEY, Optional.class, bytes(Optional.of("text"), Optional.class), ROOM))
                .isEqualTo(new Decoded.Value(Optional.of("text"), HEAD));
    }

    /** What a backend gives out without content is not one that breaks off. */
    @Test
    void entryWithoutContent_isUnusableForWhatTheBackendFound() {
        StoredEntry ofAnotherTime = new StoredEntry(7, Duration.ZERO, new byte[0]);
        assertUnusable(
                codec.decode(KEY, String.class, ofAnotherTime, ROOM, () -> 0),
                "its times contradict the backend's clock; that was set back, or another program changed the entry");
        StoredEntry ofAnotherType = new StoredEntry(StoredEntry.UNREADABLE, Duration.ZERO, new byte[0]);
        assertUnusable(codec.decode(KEY, String.class, ofAnotherType, ROOM, () -> 0), "not written by Cachex");
    }

    @Test
    void whatDoesNotFit_isUnusableForItsReason() {
        byte[] good = bytes("text", String.class);
        EntryCodec other = new EntryCodec(new Texts((byte) 98), EncryptionKeys.NONE);
        assertUnusable(
                codec.decode(new EntryKey("cachex:1", "posts", "post:2"), String.class, good, ROOM), "another key");
        assertUnusable(codec.decode(KEY, Integer.class, good, ROOM), "another type");
        assertUnusable(other.decode(KEY, String.class, good, ROOM), "written by serializer 99");
        assertUnusable(codec.decode(KEY, String.class, changed(good, 0), ROOM), "not written by Cachex");
        assertUnusable(codec.decode(KEY, String.class, changed(good, 2), ROOM), "entry format");
        assertUnusable(codec.decode(KEY, String.class, changed(good, 3), ROOM), "unknown flags");
        assertUnusable(codec.decode(KEY, String.class, new byte[0], ROOM), "cut short");
        assertUnusable(codec.decode(KEY, String.class, bytes("unreadable", String.class), ROOM), "cannot be read");
        assertUnusable(
                codec.decode(KEY, String.class, bytes("broken", String.class), ROOM), "cannot read java.lang.String");
    }

    @Test
    void moreTagsThanAnEntryMayHave_areUnfit() {
        List<String> tags = IntStream.range(0, 70_000).mapToObj(i -> "t" + i).toList();
        Sizes room = new Sizes(10_000_000, 1_000);
        EntryHeader many = new EntryHeader(new InvalidationStamp(7, 8, tags), Duration.ofMinutes(5));
        EntryHeader most = new EntryHeader(new InvalidationStamp(7, 8, tags.subList(0, 1_000)), Duration.ofMinutes(5));
        assertUnfit(
                codec.encode(KEY, String.class, "text", many, room),
                "70000 tags are more than tags.max-per-entry=1000");
        byte[] bytes = ((Encoded.Bytes) codec.encode(KEY, String.class, "text", most, room)).bytes();
        assertThat(codec.decode(KEY, String.class, bytes, room)).isEqualTo(new Decoded.Value("text", most));
    }

    @Test
    void whatCannotBeWritten_isUnfitForItsReason() {
        assertUnfit(codec.encode(KEY, String.class, "unwritable", HEAD, ROOM), "cannot be written");
        assertUnfit(codec.encode(KEY, String.class, "bug", HEAD, ROOM), "cannot write java.lang.String");
        assertUnfit(codec.encode(KEY, Object.class, "flawed", HEAD, ROOM), "would come back otherwise");
        assertUnfit(
                codec.encode(KEY, String.class, "x".repeat(ROOM.max()), HEAD, ROOM),
                "1060 bytes are more than max-value=1000");
    }

    @Property(tries = 300)
    void arbitraryBytes_neverThrow(@ForAll byte[] noise) {
        assertThat(codec.decode(KEY, String.class, noise, ROOM)).isInstanceOf(Decoded.Unusable.class);
    }

    @Property(tries = 300)
    void damagedHeader_isNeverAWrongValue(@ForAll int at, @ForAll byte mask) {
        byte[] damaged = bytes("text", String.class);
        int place = Math.floorMod(at, 21);
        damaged[place] ^= mask;
        Decoded decoded = codec.decode(KEY, String.class, damaged, ROOM);
        if (decoded instanceof Decoded.Value value) {
            assertThat(mask).isZero();
            assertThat(value.value()).isEqualTo("text");
        }
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] = 77;
        return copy;
    }

    private static void assertUnusable(Decoded decoded, String reason) {
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Unusable.class,
                        unusable -> assertThat(unusable.reason()).contains(reason));
    }

    private static void assertUnfit(Encoded encoded, String reason) {
        assertThat(encoded)
                .isInstanceOfSatisfying(
                        Encoded.Unfit.class, unfit -> assertThat(unfit.reason()).contains(reason));
    }

    private record Texts(byte id) implements Serializer {
        @Override
        public String name() {
            return "texts";
        }

        @Override
        public byte[] write(Object value, Type type) {
            if (value.equals("unwritable")) {
                throw new CacheSerializationException("cannot be written", null);
            }
            if (value.equals("bug")) {
                throw new IllegalStateException("bug");
            }
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.equals("unreadable")) {
                throw new CacheSerializationException("cannot be read", null);
            }
            if (text.equals("broken")) {
                throw new IllegalStateException("bug");
            }
            return text;
        }

        @Override
        public Optional<String> flaw(Object value, Type type, byte[] written) {
            return value.equals("flawed") ? Optional.of("would come back otherwise") : Optional.empty();
        }
    }
}
