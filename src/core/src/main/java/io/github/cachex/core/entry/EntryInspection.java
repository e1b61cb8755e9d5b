// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.entry.Encryption.Opened;
import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.core.entry.HeaderLayout.Front;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Validators;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the bytes of a stored entry tell those who know neither its type nor its serializer. Immutable. */
public final class EntryInspection {
    private final EntryKey key;
    private final byte[] bytes;
    private final Front front;
    private final EntryHeader header;
    private final int end;

    private EntryInspection(EntryKey key, byte[] bytes, Front front, EntryHeader header, int end) {
        this.key = key;
        this.bytes = bytes;
        this.front = front;
        this.header = header;
        this.end = end;
    }

    /** What stands behind the header. */
    public sealed interface Content {
        /** What the serializer wrote, and the validators beside it. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Value(byte[] bytes, Validators validators) implements Content {}

        /** Nothing, which was stored as such. */
        record Nothing() implements Content {}

        /** A failed load in the place of a value: the class of its exception. */
        record Failure(String type) implements Content {}

        /** What cannot be opened, and why, with the remedy. */
        record Closed(String reason) implements Content {}
    }

    /** Returns what {@code bytes}, found under {@code key}, tell; empty where {@link #problem} says why not. */
    public static Optional<EntryInspection> of(EntryKey key, byte[] bytes) {
        try {
            return Optional.of(read(key, bytes));
        } catch (UnreadableException | BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns why {@code bytes} tell nothing; empty where they do. */
    public static Optional<String> problem(EntryKey key, byte[] bytes) {
        try {
            read(key, bytes);
            return Optional.empty();
        } catch (UnreadableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.of("cut short, or damaged");
        }
    }

    private static EntryInspection read(EntryKey key, byte[] bytes) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Front front = HeaderLayout.front(in);
        return new EntryInspection(key, bytes, front, HeaderLayout.head(in), in.position());
    }

    /** Returns the format: 1 in the clear, 2 encrypted. */
    public int format() {
        return front.format();
    }

    /** Returns the number of the serializer that wrote it. */
    public int serializer() {
        return front.serializer();
    }

    /** Returns the fingerprint of the type that it was written as. */
    public long fingerprint() {
        return front.fingerprint();
    }

    /** Returns whether it was written for its key; if not, no reader takes it. */
    public boolean isOfItsKey() {
        return front.keyCheck() == Hash.of(key.value());
    }

    /** Returns what was stored with the value; the validators of one that is encrypted or compressed are with its content. */
    public EntryHeader header() {
        return header;
    }

    /** Returns whether its content is compressed. */
    public boolean isCompressed() {
        return front.is(HeaderLayout.FLAG_COMPRESSED);
    }

    /** Returns whether its content is encrypted. */
    public boolean isEncrypted() {
        return front.is(HeaderLayout.FLAG_ENCRYPTED);
    }

    /** Returns whether reads prolong it; told of encrypted entries alone. */
    public boolean isSliding() {
        return front.is(HeaderLayout.FLAG_SLIDING);
    }

    /** Returns the id of the key that encrypted it; empty where none did. */
    public Optional<String> encryptionKey() {
        if (!isEncrypted() || bytes.length <= end) {
            return Optional.empty();
        }
        int length = Math.min(Byte.toUnsignedInt(bytes[end]), bytes.length - end - 1);
        return Optional.of(new String(bytes, end + 1, length, StandardCharsets.US_ASCII));
    }

    /** Returns how many bytes stand behind the header. */
    public int contentSize() {
        return bytes.length - end;
    }

    /**
     * Returns what stands behind the header, decrypted by {@code keys} and unpacked.
     *
     * @param max how many bytes it is unpacked to at most
     */
    public Content content(EncryptionKeys keys, int max) {
        try {
            byte[] content = Arrays.copyOfRange(bytes, end, bytes.length);
            if (isEncrypted()) {
                Encryption encryption = new Encryption(keys);
                Opened opened =
                        encryption.open(key.value(), Arrays.copyOf(bytes, end), isSliding(), ByteBuffer.wrap(content));
                content = opened.content();
            }
            Validators validators = Validators.NONE;
            if (front.is(HeaderLayout.FLAG_VALIDATORS)) {
                ValidatorsLayout.Parts parts = ValidatorsLayout.parts(content);
                validators = parts.validators();
                content = parts.value();
            }
            byte[] plain = isCompressed() ? Compression.inflate(content, max) : content;
            if (front.is(HeaderLayout.FLAG_FAILURE)) {
                return new Content.Failure(KeptFailure.read(plain).type());
            }
            return front.is(HeaderLayout.FLAG_NULL) ? new Content.Nothing() : new Content.Value(plain, validators);
        } catch (UnreadableException | CacheSerializationException e) {
            return new Content.Closed(String.valueOf(e.getMessage()));
        } catch (BufferUnderflowException e) {
            return new Content.Closed("cut short");
        }
    }
}
