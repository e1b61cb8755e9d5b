// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.spi.EntryKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Entries that are compressed, encrypted, or both. */
class SealedEntriesTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final EntryKey OTHER = new EntryKey("cachex:1", "posts", "post:2");
    private static final Head HEAD = new Head(new Stamp(7, 8, List.of("news")), Duration.ofMinutes(5));
    private static final Sizes SIZES = new Sizes(10_000, 100);
    private static final EncryptionKey OLD = key("2026a", 16);
    private static final EncryptionKey NEW = key("2026b", 32);
    private static final String LONG = "abc".repeat(1_000);

    private final EntryCodec plain = codec();
    private final EntryCodec old = codec(OLD);
    private final EntryCodec both = codec(OLD, NEW);
    private final EntryCodec rotated = codec(NEW, OLD);

    private static EncryptionKey key(String id, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) length);
        return new EncryptionKey(id, new SecretKeySpec(bytes, "AES"));
    }

    private static EntryCodec codec(EncryptionKey... keys) {
        return new EntryCodec(new Utf8Texts(), new EncryptionKeys(List.of(keys)));
    }

    private static byte[] bytes(EntryCodec codec, Object value) {
        return ((Encoded.Bytes) codec.encode(KEY, String.class, value, HEAD, SIZES)).bytes();
    }

    private static Decoded decoded(EntryCodec codec, byte[] bytes) {
        return codec.decode(KEY, String.class, bytes, SIZES);
    }

    private static void assertUnusable(Decoded decoded, String reason, boolean foreign) {
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Unusable.class, unusable -> {
            assertThat(unusable.reason()).contains(reason);
            assertThat(unusable.foreign()).isEqualTo(foreign);
        });
    }

    @Property(tries = 200)
    void value_comesBackByEveryKey(@ForAll String value) {
        for (EntryCodec codec : List.of(plain, old, both, rotated)) {
            String wellFormed = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(decoded(codec, bytes(codec, wellFormed))).isEqualTo(new Decoded.Value(wellFormed, HEAD));
        }
    }

    @Test
    void valueAboveTheLimit_isCompressedAlsoBeforeItIsEncrypted() {
        assertThat(bytes(plain, LONG)).hasSizeLessThan(300);
        assertThat(bytes(old, LONG)).hasSizeLessThan(300);
        assertThat(decoded(plain, bytes(plain, LONG))).isEqualTo(new Decoded.Value(LONG, HEAD));
        assertThat(decoded(old, bytes(old, LONG))).isEqualTo(new Decoded.Value(LONG, HEAD));
        assertThat(new String(bytes(plain, "abc".repeat(30)), StandardCharsets.UTF_8))
                .contains("abcabc");
    }

    @Test
    void null_comesBackAndIsAuthenticated() {
        assertThat(decoded(old, bytes(old, null))).isEqualTo(new Decoded.Value(null, HEAD));
        assertUnusable(decoded(old, bytes(plain, null)), "not encrypted", true);
    }

    @Test
    void sizeLimit_isThatOfTheValueBeforeCompression() {
        assertThat(plain.encode(KEY, String.class, LONG, HEAD, new Sizes(2_000, 100)))
                .isInstanceOfSatisfying(
                        Encoded.Unfit.class, unfit -> assertThat(unfit.reason()).contains("max-value=2000"));
        assertUnusable(
                plain.decode(KEY, String.class, bytes(plain, LONG), new Sizes(2_000, 100)), "would swell", false);
    }

    @Test
    void encryptedValue_showsNothingAndDiffersEachTime() {
        byte[] first = bytes(old, "secret text");
        assertThat(new String(first, StandardCharsets.ISO_8859_1))
                .doesNotContain("secret")
                .contains("news");
        assertThat(bytes(old, "secret text")).isNotEqualTo(first);
        assertThat(old.head(first)).contains(HEAD);
    }

    @Test
    void keys_areRotatedInTwoSteps() {
        byte[] byOld = bytes(old, "text");
        assertThat(decoded(both, byOld)).isInstanceOf(Decoded.Value.class);
        assertThat(decoded(old, bytes(both, "text"))).isInstanceOf(Decoded.Value.class);
        assertThat(decoded(rotated, byOld)).isInstanceOf(Decoded.Value.class);
        byte[] byNew = bytes(rotated, "text");
        assertThat(decoded(both, byNew)).isInstanceOf(Decoded.Value.class);
        assertThat(decoded(codec(NEW), byNew)).isInstanceOf(Decoded.Value.class);
        assertUnusable(decoded(old, byNew), "not among cachex.encryption.keys", true);
    }

    @Test
    void anotherRelease_isForeign() {
        assertUnusable(decoded(plain, bytes(old, "text")), "cachex.encryption.keys is not set", true);
        assertUnusable(decoded(old, bytes(plain, "text")), "not encrypted", true);
    }

    @Test
    void wrongKeyUnderTheSameId_isAMiss() {
        assertUnusable(decoded(codec(key("2026a", 24)), bytes(old, "text")), "not what was encrypted", false);
    }

    /** Whoever can write to the store can neither change a value, nor move it, nor give it other tags. */
    @Property(tries = 500)
    void changedBytes_areNeverAValue(@ForAll int at, @ForAll byte mask) {
        byte[] changed = bytes(old, "text");
        int place = Math.floorMod(at, changed.length);
        changed[place] ^= mask;
        Decoded decoded = decoded(old, changed);
        if (decoded instanceof Decoded.Value value) {
            assertThat(mask).isZero();
            assertThat(value).isEqualTo(new Decoded.Value("text", HEAD));
        }
    }

    @Test
    void bytesOfAnotherKey_areRefusedThoughTheirCheckIsForged() {
        byte[] moved = bytes(old, "text");
        byte[] there = ((Encoded.Bytes) old.encode(OTHER, String.class, "text", HEAD, SIZES)).bytes();
        System.arraycopy(there, 5, moved, 5, 8); // the check of the key
        assertUnusable(old.decode(OTHER, String.class, moved, SIZES), "not what was encrypted", false);
    }

    @Property(tries = 200)
    void cutBytes_neverThrow(@ForAll int at) {
        byte[] whole = bytes(old, "text");
        assertThat(decoded(old, Arrays.copyOf(whole, Math.floorMod(at, whole.length))))
                .isInstanceOf(Decoded.Unusable.class);
    }
}
