// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.FailureSettings;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.EntryInspection.Content;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class EntryInspectionTest {
    private static final EntryKey KEY = new EntryKey("cachex:1", "posts", "post:1");
    private static final Sizes ROOM = new Sizes(10_000, 100);
    private static final EntryHeader HEAD =
            new EntryHeader(new InvalidationStamp(7, 8, List.of("news")), Duration.ofMinutes(5));
    private static final EncryptionKeys KEYS = new EncryptionKeys(List.of(new EncryptionKeys.EncryptionKey(
            "k1", new SecretKeySpec(Base64.getDecoder().decode("MDEyMzQ1Njc4OWFiY2RlZg=="), "AES"))));

    private static byte[] bytes(EncryptionKeys keys, Object value, EntryHeader head) {
        EntryCodec codec = new EntryCodec(new Utf8Texts(), keys);
        return ((Encoded.Bytes) codec.encode(KEY, String.class, value, head, ROOM)).bytes();
    }

    private static EntryInspection of(byte[] bytes) {
        return EntryInspection.of(KEY, bytes).orElseThrow();
    }

    private static String text(Content content) {
        return new String(((Content.Value) content).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void entryInTheClear_tellsAll() {
        EntryInspection entry = of(bytes(EncryptionKeys.NONE, "text", HEAD));

        assertThat(entry.format()).isEqualTo(1);
        assertThat(entry.serializer()).isEqualTo(100);
        assertThat(entry.header()).isEqualTo(HEAD);
        assertThat(entry.isOfItsKey()).isTrue();
        assertThat(entry.isCompressed()).isFalse();
        assertThat(entry.isEncrypted()).isFalse();
        assertThat(entry.isSliding()).isFalse();
        assertThat(entry.encryptionKey()).isEmpty();
        assertThat(entry.contentSize()).isEqualTo(4);
        assertThat(entry.fingerprint()).isNotZero();
        assertThat(text(entry.content(EncryptionKeys.NONE, 1_000))).isEqualTo("text");
        assertThat(EntryInspection.problem(KEY, bytes(EncryptionKeys.NONE, "text", HEAD)))
                .isEmpty();
    }

    @Test
    void compressedValue_isUnpackedWithinItsBound() {
        EntryInspection entry = of(bytes(EncryptionKeys.NONE, "x".repeat(1_000), HEAD));

        assertThat(entry.isCompressed()).isTrue();
        assertThat(text(entry.content(EncryptionKeys.NONE, 1_000))).hasSize(1_000);
        assertThat(entry.content(EncryptionKeys.NONE, 999)).isInstanceOf(Content.Closed.class);
    }

    @Test
    void encryptedEntry_isOpenedByItsKeyAlone() {
        EntryInspection entry = of(bytes(KEYS, "text", HEAD));

        assertThat(entry.format()).isEqualTo(2);
        assertThat(entry.encryptionKey()).contains("k1");
        assertThat(text(entry.content(KEYS, 1_000))).isEqualTo("text");
        assertThat(((Content.Closed) entry.content(EncryptionKeys.NONE, 1_000)).reason())
                .contains("cachex.encryption.keys");
    }

    @Test
    void validators_areTold() {
        Validators validators = new Validators(Optional.of("\"a\""), Optional.empty());
        EntryInspection entry =
                of(bytes(EncryptionKeys.NONE, "text", new EntryHeader(HEAD.stamp(), HEAD.fresh(), validators)));

        Content.Value value = (Content.Value) entry.content(EncryptionKeys.NONE, 1_000);
        assertThat(value.validators()).isEqualTo(validators);
        assertThat(text(value)).isEqualTo("text");
    }

    @Test
    void whatIsNoValue_isToldAsSuch() {
        KeptFailure failure = KeptFailure.of(
                        new IllegalStateException("x"),
                        new FailureSettings(List.of(IllegalStateException.class), Duration.ofMinutes(1)))
                .orElseThrow();

        assertThat(of(bytes(EncryptionKeys.NONE, null, HEAD)).content(EncryptionKeys.NONE, 1_000))
                .isEqualTo(new Content.Nothing());
        assertThat(of(bytes(EncryptionKeys.NONE, failure, HEAD)).content(EncryptionKeys.NONE, 1_000))
                .isEqualTo(new Content.Failure("java.lang.IllegalStateException"));
    }

    @Test
    void otherBytes_tellNothing() {
        byte[] good = bytes(EncryptionKeys.NONE, "text", HEAD);
        byte[] newer = good.clone();
        newer[2] = 9;

        assertThat(EntryInspection.of(KEY, new byte[0])).isEmpty();
        assertThat(EntryInspection.problem(KEY, new byte[0])).contains("cut short, or damaged");
        assertThat(EntryInspection.problem(KEY, "something else".getBytes(StandardCharsets.UTF_8)))
                .contains("not written by Cachex");
        assertThat(EntryInspection.problem(KEY, newer).orElseThrow()).contains("entry format 9");
        assertThat(EntryInspection.of(new EntryKey("cachex:1", "posts", "2"), good)
                        .orElseThrow()
                        .isOfItsKey())
                .isFalse();
    }

    @Test
    void begin_tellsTheHeader() {
        byte[] good = bytes(EncryptionKeys.NONE, "x".repeat(90), HEAD);

        assertThat(of(Arrays.copyOf(good, 80)).header().stamp().tags()).containsExactly("news");
        assertThat(of(Arrays.copyOf(bytes(KEYS, "text", HEAD), 80)).content(KEYS, 1_000))
                .isInstanceOf(Content.Closed.class);
    }
}
