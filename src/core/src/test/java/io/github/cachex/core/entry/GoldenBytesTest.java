// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.config.FailureSettings;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.StoredEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Entries as releases have written them; each stays readable as long as its format is. A new format gets a file of its own,
 * and the files of those that came before stay as they are.
 */
class GoldenBytesTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final Sizes SIZES = new Sizes(10_000, 100);
    private static final EncryptionKeys KEYS = new EncryptionKeys(List.of(new EncryptionKey(
            "2026a", new SecretKeySpec("sixteen bytes !!".getBytes(StandardCharsets.US_ASCII), "AES"))));
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(7, 8, List.of("news", "été")), Duration.ofMinutes(5));

    private static final long ID = 0x1122334455667788L;
    private static final long NOW = 1_800_000_000_000L;

    private enum Entry {
        VALUE("text", EncryptionKeys.NONE),
        NULL(null, EncryptionKeys.NONE),
        COMPRESSED("text ".repeat(100), EncryptionKeys.NONE),
        ENCRYPTED("text", KEYS),
        ENCRYPTED_NULL(null, KEYS),
        COMPRESSED_AND_ENCRYPTED("text ".repeat(100), KEYS);

        private final @Nullable String value;
        private final EncryptionKeys keys;

        Entry(@Nullable String value, EncryptionKeys keys) {
            this.value = value;
            this.keys = keys;
        }

        int format() {
            return keys.keys().isEmpty() ? 1 : 2;
        }
    }

    private static EntryCodec codec(EncryptionKeys keys) {
        return new EntryCodec(new Utf8Texts(), keys);
    }

    private static byte[] written(Entry entry) {
        EntryCodec codec = codec(entry.keys);
        Seal seal = codec.seals().seal(ID, new Lifetime(HEAD.fresh(), Duration.ofMinutes(1)), false, () -> NOW);
        return ((Encoded.Bytes) codec.encode(KEY, String.class, entry.value, HEAD, SIZES, seal)).bytes();
    }

    private static byte[] golden(Entry entry, int format) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("format-" + format + ".properties")) {
            properties.load(in);
        }
        String hex = properties.getProperty(entry.name());
        assertThat(hex)
                .as("to add: " + entry + "=" + HexFormat.of().formatHex(written(entry)))
                .isNotNull();
        return HexFormat.of().parseHex(hex);
    }

    private static Decoded read(Entry entry, byte[] bytes) {
        StoredEntry stored = new StoredEntry(ID, Duration.ofMinutes(1), bytes);
        return codec(entry.keys).decode(KEY, String.class, stored, SIZES, () -> NOW);
    }

    @ParameterizedTest
    @EnumSource(Entry.class)
    void whatWasWritten_isReadable(Entry entry) throws IOException {
        byte[] golden = golden(entry, entry.format());
        assertThat(read(entry, golden)).isInstanceOfSatisfying(Decoded.Value.class, value -> {
            assertThat(value.value()).isEqualTo(entry.value);
            assertThat(value.head()).isEqualTo(HEAD);
        });
        assertThat(codec(entry.keys).head(golden)).contains(HEAD);
    }

    /** It says neither which entry it is nor when it ends. */
    @ParameterizedTest
    @EnumSource(
            value = Entry.class,
            names = {"ENCRYPTED", "ENCRYPTED_NULL", "COMPRESSED_AND_ENCRYPTED"})
    void whatWasEncryptedInFormat1_isForeign(Entry entry) throws IOException {
        byte[] golden = golden(entry, 1);
        assertThat(read(entry, golden))
                .isInstanceOfSatisfying(
                        Decoded.Unusable.class,
                        unusable -> assertThat(unusable.foreign()).isTrue());
        assertThat(codec(entry.keys).head(golden)).contains(HEAD);
    }

    @ParameterizedTest
    @EnumSource(
            value = Entry.class,
            names = {"VALUE", "NULL"})
    void whatIsWritten_isTheSame(Entry entry) throws IOException {
        assertThat(written(entry)).isEqualTo(golden(entry, 1));
    }

    /** Releases before it know no flag 32: to them the entry is another release's. */
    @Test
    void keptFailure_hasAFlagOfItsOwn() throws IOException {
        FailureSettings kept = new FailureSettings(List.of(IllegalStateException.class), Duration.ofMinutes(1));
        KeptFailure failure =
                KeptFailure.of(new IllegalStateException("no pöst"), kept).orElseThrow();
        EntryCodec codec = codec(EncryptionKeys.NONE);
        byte[] written = ((Encoded.Bytes) codec.encode(KEY, String.class, failure, HEAD, SIZES)).bytes();
        Properties properties = new Properties();
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("format-1.properties")) {
            properties.load(in);
        }
        assertThat(HexFormat.of().formatHex(written)).isEqualTo(properties.getProperty("FAILURE"));
        assertThat(written[3]).isEqualTo((byte) 32);
        assertThat(codec.isFailure(written)).isTrue();
        assertThat(read(Entry.VALUE, written)).isInstanceOfSatisfying(Decoded.Value.class, value -> {
            KeptFailure read = (KeptFailure) value.value();
            assertThat(read.usable(FailureSettings.NONE)).isEmpty();
            assertThat(read.usable(kept).orElseThrow().exception())
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("no pöst");
        });
    }

    @Test
    void sizesOfWhatIsWritten_areTheSame() throws IOException {
        for (Entry entry : List.of(Entry.ENCRYPTED, Entry.ENCRYPTED_NULL)) {
            assertThat(written(entry)).as(entry.name()).hasSameSizeAs(golden(entry, 2));
        }
    }
}
