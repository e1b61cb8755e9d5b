// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that carry an ETag, a time of the last change, or both. */
class StoredValidatorsTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final Sizes SIZES = new Sizes(10_000, 100);
    private static final EncryptionKeys KEYS = new EncryptionKeys(List.of(new EncryptionKey(
            "2026a", new SecretKeySpec("sixteen bytes !!".getBytes(StandardCharsets.US_ASCII), "AES"))));
    private static final Validators BOTH =
            Validators.NONE.withEtag("\"été\"").withLastModified(Instant.parse("2030-01-02T03:04:05.678901234Z"));
    private static final EntryHeader PLAIN =
            new EntryHeader(new InvalidationStamp(7, 8, List.of("news", "été")), Duration.ofMinutes(5));
    private static final int FLAGS = 3;
    private static final byte VALIDATORS = 16;
    private static final long ID = 0x1122334455667788L;
    private static final long NOW = 1_800_000_000_000L;

    /** What a first release of them has written; stays readable. */
    private static final String GOLDEN =
            "4358011064eb15e99b6b1c9c93632e5f882a429c71000000000000000700000000000000080000"
                    + "0000000493e0000200046e6577730005c3a974c3a903000722c3a974c3a9220000000070dd5525287735f274657874";

    private static EntryCodec codec(boolean encrypted) {
        return new EntryCodec(new Utf8Texts(), encrypted ? KEYS : EncryptionKeys.NONE);
    }

    private static byte[] written(EntryCodec codec, @Nullable String value, EntryHeader head) {
        Seal seal = codec.seals().seal(ID, new Lifetime(head.fresh(), Duration.ofMinutes(1)), false, () -> NOW);
        return ((Encoded.Bytes) codec.encode(KEY, String.class, value, head, SIZES, seal)).bytes();
    }

    private static Decoded read(EntryCodec codec, byte[] bytes) {
        return codec.decode(KEY, String.class, new StoredEntry(ID, Duration.ofMinutes(1), bytes), SIZES, () -> NOW);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void validators_comeBackWithTheirValue(boolean encrypted) {
        EntryCodec codec = codec(encrypted);
        for (Validators validators : List.of(
                Validators.NONE,
                BOTH,
                new Validators(BOTH.etag(), Optional.empty()),
                new Validators(Optional.empty(), BOTH.lastModified()),
                Validators.NONE.withLastModified(Instant.MIN),
                Validators.NONE.withEtag("x".repeat(1_024)))) {
            for (String value : Arrays.asList("text", null, "text ".repeat(100))) {
                byte[] bytes = written(codec, value, PLAIN.with(validators));
                assertThat(read(codec, bytes)).isInstanceOfSatisfying(Decoded.Value.class, found -> {
                    assertThat(found.value()).isEqualTo(value);
                    assertThat(found.head()).isEqualTo(PLAIN.with(validators));
                });
                assertThat(codec.head(bytes)).as("by which marks are judged").contains(PLAIN);
            }
        }
    }

    /** Releases before this flag take an entry with a flag that they do not know for another release's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void entryWithValidators_hasAFlagOfItsOwnAndOthersHaveNot(boolean encrypted) {
        EntryCodec codec = codec(encrypted);
        byte[] with = written(codec, "text", PLAIN.with(BOTH));
        byte[] without = written(codec, "text", PLAIN);
        assertThat(with[FLAGS] & VALIDATORS).isEqualTo(VALIDATORS);
        assertThat(without[FLAGS] & VALIDATORS).isZero();
        with[FLAGS] ^= 64;
        assertThat(read(codec, with)).isInstanceOfSatisfying(Decoded.Unusable.class, unusable -> {
            assertThat(unusable.reason()).contains("unknown flags");
            assertThat(unusable.foreign()).isTrue();
        });
    }

    @Test
    void whatIsWritten_isTheSame() {
        assertThat(HexFormat.of().formatHex(written(codec(false), "text", PLAIN.with(BOTH))))
                .isEqualTo(GOLDEN);
    }

    @Test
    void encryptedValidators_areNeitherReadableNorChangeable() {
        EntryCodec codec = codec(true);
        byte[] bytes = written(codec, "text", PLAIN.with(Validators.NONE.withEtag("secret-tag")));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("secret-tag");
        for (int at = FLAGS; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= at == FLAGS ? VALIDATORS : 1;
            assertThat(read(codec, changed)).as("byte " + at).isInstanceOf(Decoded.Unusable.class);
        }
    }

    @Test
    void damagedValidators_areUnusable() {
        EntryCodec codec = codec(false);
        byte[] bytes = written(codec, "", PLAIN.with(BOTH));
        int header = written(codec, "", PLAIN).length;
        for (int end = header; end < bytes.length; end++) {
            assertThat(read(codec, Arrays.copyOf(bytes, end)))
                    .as("cut at " + end)
                    .isInstanceOf(Decoded.Unusable.class);
        }
        for (byte which : new byte[] {0, 4, -1}) {
            byte[] changed = bytes.clone();
            changed[header] = which;
            assertThat(read(codec, changed)).isInstanceOf(Decoded.Unusable.class);
        }
        byte[] lineFeed = bytes.clone();
        lineFeed[header + 3] = '\n';
        assertThat(read(codec, lineFeed)).as("an ETag with a line feed").isInstanceOf(Decoded.Unusable.class);
    }

    @Test
    void validators_countForTheSize() {
        Sizes tight = new Sizes(written(codec(false), "text", PLAIN).length, 10_000);
        assertThat(codec(false).encode(KEY, String.class, "text", PLAIN, tight)).isInstanceOf(Encoded.Bytes.class);
        assertThat(codec(false).encode(KEY, String.class, "text", PLAIN.with(BOTH), tight))
                .isInstanceOf(Encoded.Unfit.class);
    }
}
