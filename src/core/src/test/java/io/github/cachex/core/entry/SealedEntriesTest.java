// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that are compressed, encrypted, or both. */
class SealedEntriesTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final EntryKey OTHER = new EntryKey("cachex:1", "posts", "post:2");
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(7, 8, List.of("news")), Duration.ofMinutes(5));
    private static final Sizes SIZES = new Sizes(10_000, 100);
    private static final EncryptionKey OLD = key("2026a", 16);
    private static final EncryptionKey NEW = key("2026b", 32);
    private static final Lifetime LIFETIME = new Lifetime(HEAD.fresh(), Duration.ofMinutes(3));
    private static final long NOW = 1_800_000_000_000L;
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

    private byte[] sealed(long id, Lifetime lifetime, boolean sliding, long now) {
        Seal seal = old.seals().seal(id, lifetime, sliding, () -> now);
        return ((Encoded.Bytes) old.encode(KEY, String.class, "text", HEAD, SIZES, seal)).bytes();
    }

    private static Decoded stored(EntryCodec codec, long id, byte[] bytes, long now) {
        StoredEntry entry = new StoredEntry(id, Duration.ofMinutes(1), bytes);
        return codec.decode(KEY, String.class, entry, SIZES, () -> now);
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

    /** Whatever becomes of one byte, what an engine reads from its store is the value or a miss. */
    @Test
    void eachChangedByteOfAStoredEntry_isAMiss() {
        byte[] good = sealed(7, LIFETIME, false, NOW);
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThat(stored(old, 7, changed, NOW)).as("byte %d", at).isInstanceOf(Decoded.Unusable.class);
            }
        }
        for (int length = 0; length < good.length; length++) {
            assertThat(stored(old, 7, Arrays.copyOf(good, length), NOW)).isInstanceOf(Decoded.Unusable.class);
        }
        assertThat(stored(old, 7, Arrays.copyOf(good, good.length + 1), NOW)).isInstanceOf(Decoded.Unusable.class);
    }

    @Test
    void headerOfOneEntryWithTheRestOfAnother_isAMiss() {
        byte[] one = sealed(7, LIFETIME, false, NOW);
        EntryHeader longer = new EntryHeader(HEAD.stamp(), Duration.ofDays(1));
        Seal seal = old.seals().seal(7, LIFETIME, false, () -> NOW);
        byte[] two = ((Encoded.Bytes) old.encode(KEY, String.class, "other", longer, SIZES, seal)).bytes();
        for (int cut = 1; cut < Math.min(one.length, two.length); cut++) {
            byte[] mixed = two.clone();
            System.arraycopy(one, 0, mixed, 0, cut);
            if (!Arrays.equals(mixed, two)) {
                assertThat(stored(old, 7, mixed, NOW)).as("cut at %d", cut).isInstanceOf(Decoded.Unusable.class);
            }
        }
    }

    @Test
    void entryUnderAnotherId_isAMiss() {
        assertUnusable(stored(old, 8, sealed(7, LIFETIME, false, NOW), NOW), "as another entry", false);
        assertUnusable(stored(old, 8, bytes(old, "text"), NOW), "as another entry", false);
    }

    /** What is put back is believed for as long as it was to live, and a minute. */
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "480000, true",
        "540000, true",
        "540001, false",
        "3600000, false",
        "-60000, true",
        "-60001, false"
    })
    void entryPutBack_isBelievedWithinItsLife(long later, boolean believed) {
        byte[] bytes = sealed(7, LIFETIME, false, NOW);
        Decoded decoded = stored(old, 7, bytes, NOW + later);
        assertThat(decoded instanceof Decoded.Value).isEqualTo(believed);
        if (decoded instanceof Decoded.Unusable unusable) {
            assertThat(unusable.foreign()).isFalse();
        }
        // Those that slide, or live for ever, end when their store says so.
        byte[] sliding = sealed(7, LIFETIME, true, NOW);
        byte[] forever = sealed(7, new Lifetime(LIFETIME.fresh(), Durations.FOREVER), false, NOW);
        assertThat(stored(old, 7, sliding, NOW + later) instanceof Decoded.Value)
                .isEqualTo(later >= -60_000);
        assertThat(stored(old, 7, forever, NOW + later) instanceof Decoded.Value)
                .isEqualTo(later >= -60_000);
    }

    /** Fresh-until is the scripts', and believed within the ttl that is authenticated. */
    @Test
    void freshTimeOfTheStore_isBelievedWithinTheTtl() {
        byte[] bytes = sealed(7, LIFETIME, false, NOW);
        StoredEntry forged = new StoredEntry(7, Durations.FOREVER, bytes);
        Decoded.Value soon = (Decoded.Value) old.decode(KEY, String.class, forged, SIZES, () -> NOW + 1_000);
        assertThat(soon.believed(forged).freshLeft()).isEqualTo(Duration.ofSeconds(5 * 60 + 60 - 1));
        Decoded.Value late = (Decoded.Value) old.decode(KEY, String.class, forged, SIZES, () -> NOW + 400_000);
        assertThat(late.believed(forged).isFresh()).isFalse();
        StoredEntry honest = new StoredEntry(7, Duration.ofMinutes(2), bytes);
        assertThat(soon.believed(honest)).isSameAs(honest);
    }

    @Test
    void entryOfAnotherRelease_isForeign() {
        byte[] earlier = sealed(7, LIFETIME, false, NOW);
        earlier[2] = 1;
        assertUnusable(stored(old, 7, earlier, NOW), "encrypted as entries of format 1", true);
        byte[] later = sealed(7, LIFETIME, false, NOW);
        later[2] = 3;
        assertUnusable(stored(old, 7, later, NOW), "entry format 3", true);
    }

    @Test
    void resealedEntry_livesAnewUnderItsNewId() {
        byte[] bytes = sealed(7, LIFETIME, false, NOW);
        StoredEntry there = new StoredEntry(7, Duration.ofMinutes(1), bytes);
        Lifetime hour = Lifetime.of(Duration.ofHours(1));
        long touched = NOW + 240_000;
        NewEntry anew = old.seals().resealed(KEY, there, 9, hour, touched).orElseThrow();
        assertThat(anew.entryId()).isEqualTo(9);
        assertThat(anew.lifetime()).isEqualTo(hour);
        assertThat(stored(old, 9, anew.bytes(), touched + 3_660_000)).isInstanceOf(Decoded.Value.class);
        assertUnusable(stored(old, 9, anew.bytes(), touched + 3_660_001), "put back", false);
        assertThat(old.head(anew.bytes())).contains(new EntryHeader(HEAD.stamp(), hour.fresh()));
        assertThat(old.seals().resealed(KEY, there, 9, hour, NOW + 3_600_000)).isEmpty();
        assertThat(old.seals().resealed(OTHER, there, 9, hour, touched)).isEmpty();
        assertThat(codec(NEW).seals().resealed(KEY, there, 9, hour, touched)).isEmpty();
        StoredEntry clear = new StoredEntry(7, Duration.ofMinutes(1), bytes(plain, "text"));
        assertThat(old.seals().resealed(KEY, clear, 9, hour, touched)).isEmpty();
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
