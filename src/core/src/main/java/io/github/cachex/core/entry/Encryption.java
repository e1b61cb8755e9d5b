// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what follows an entry's header, by AES-GCM (NIST SP 800-38D) with a random nonce: length of the key's id 1 · id ·
 * nonce 12 · seal 24 ({@link Seal}) · what is encrypted, and a tag of 16. Header, seal and key are authenticated along with it, so
 * that bytes moved to another key, or given other tags or another lifetime, count as damaged. Thread-safe.
 */
final class Encryption {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<EncryptionKey> writing;
    private final Map<String, SecretKey> reading = new HashMap<>();

    Encryption(EncryptionKeys keys) {
        writing = keys.first();
        keys.keys().forEach(key -> reading.put(key.id(), key.key()));
    }

    boolean isOn() {
        return writing.isPresent();
    }

    /** What was encrypted, and what was authenticated with it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Opened(byte[] content, Seal seal) {}

    /** Returns the id of the key that encrypts; empty where nothing is encrypted. */
    Optional<String> keyId() {
        return writing.map(EncryptionKey::id);
    }

    /** Returns {@code plain}, encrypted under {@code seal} for the entry of {@code key} that begins with {@code header}. */
    byte[] seal(String key, byte[] header, Seal seal, byte[] plain) {
        EncryptionKey with = writing.orElseThrow();
        byte[] id = with.id().getBytes(StandardCharsets.US_ASCII);
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] terms = seal.bytes();
        ByteBuffer sealed = ByteBuffer.allocate(1 + id.length + NONCE + Seal.SIZE + plain.length + TAG);
        sealed.put((byte) id.length).put(id).put(nonce).put(terms);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, with.key(), nonce, header, terms, key);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot encrypt by " + CIPHER, e);
        }
        return sealed.array();
    }

    /** Returns what was encrypted into the rest of {@code sealed}, of an entry that is {@code sliding} by its header. */
    Opened open(String key, byte[] header, boolean sliding, ByteBuffer sealed) throws UnreadableException {
        byte[] idBytes = new byte[Byte.toUnsignedInt(sealed.get())];
        sealed.get(idBytes);
        String id = new String(idBytes, StandardCharsets.US_ASCII);
        SecretKey with = reading.get(id);
        if (with == null) {
            throw new UnreadableException("encrypted with a key that is not among cachex.encryption.keys", true);
        }
        byte[] nonce = new byte[NONCE];
        sealed.get(nonce);
        byte[] terms = new byte[Seal.SIZE];
        sealed.get(terms);
        byte[] content = new byte[sealed.remaining()];
        sealed.get(content);
        if (content.length < TAG) {
            throw new UnreadableException("cut short", false);
        }
        try {
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, with, nonce, header, terms, key).doFinal(content);
            return new Opened(plain, Seal.read(terms, sliding));
        } catch (AEADBadTagException e) {
            throw new UnreadableException("not what was encrypted for this key with the key " + id, false);
        } catch (GeneralSecurityException e) {
            throw new UnreadableException("this JDK cannot decrypt by " + CIPHER, false);
        }
    }

    private static Cipher cipher(int mode, SecretKey with, byte[] nonce, byte[] header, byte[] terms, String key)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, with, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(terms);
        cipher.updateAAD(key.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Why bytes cannot be decrypted, and whether another release may well be using them. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean foreign;

        UnreadableException(String reason, boolean foreign) {
            super(reason, null, false, false);
            this.foreign = foreign;
        }

        boolean foreign() {
            return foreign;
        }
    }
}
