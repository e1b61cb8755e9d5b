// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value and its header into bytes, and takes them apart again. Thread-safe.
 *
 * <p>The header: magic 2 · format 1 · flags 1 · serializer 1 · key check 8 · type fingerprint 8 · incarnation 8 · epoch 8 ·
 * fresh time in ms 8 · number of tags 2, each of them length 2 and UTF-8. Then what the serializer wrote, compressed if a flag
 * says so ({@link Compression}), and then encrypted if another does ({@link Encryption}); the header stays readable. Entry id
 * and times are the backend's. Whatever does not fit is a miss, never an exception and never a wrong object.
 */
public final class EntryCodec {
    private static final short MAGIC = 0x4358; // "CX"
    private static final byte FORMAT = 1;
    private static final byte FLAG_NULL = 1;
    private static final byte FLAG_COMPRESSED = 2;
    private static final byte FLAG_ENCRYPTED = 4;
    private static final byte FLAGS = FLAG_NULL | FLAG_COMPRESSED | FLAG_ENCRYPTED;
    private static final int STAMP = 2 + 1 + 1 + 1 + 8 + 8;
    private static final int HEADER = 2 + 1 + 1 + 1 + 8 + 8 + 8 + 8 + 8 + 2;
    private static final byte[] NOTHING = {};

    private final Serializer serializer;
    private final Encryption encryption;
    private final Fingerprints fingerprints;
    private final Faithfulness faithfulness;
    private final UnstorableTypes unstorable;

    /** Creates one that writes and reads with {@code serializer}, and encrypts where there are {@code keys}. */
    public EntryCodec(Serializer serializer, EncryptionKeys keys) {
        this.serializer = serializer;
        this.encryption = new Encryption(keys);
        this.fingerprints = new Fingerprints(serializer);
        this.faithfulness = new Faithfulness(serializer);
        this.unstorable = new UnstorableTypes(serializer);
    }

    /** Returns whether {@code value} says that there is no value. */
    public static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof Optional<?> optional && optional.isEmpty();
    }

    /** Returns {@code value} of {@code type} as it is stored under {@code key}; null and the empty Optional are a null entry. */
    public Encoded encode(EntryKey key, Type type, @Nullable Object value, Head head, Sizes sizes) {
        try {
            return encoded(key, type, value, head, sizes);
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            // A value that was loaded reaches its callers, whatever keeps it from being stored.
            return new Encoded.Unfit("encoding it failed (" + e.getClass().getName() + ")");
        }
    }

    private Encoded encoded(EntryKey key, Type type, @Nullable Object value, Head head, Sizes sizes) {
        int count = head.stamp().tags().size();
        if (count > sizes.maxTags()) {
            return new Encoded.Unfit(count + " tags are more than tags.max-per-entry=" + sizes.maxTags()
                    + "; raise it, or name by fewer what its entry depends on");
        }
        Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        byte[] payload = NOTHING;
        if (content != null) {
            Type contentType = OptionalTypes.content(type);
            Optional<String> known = unstorable.reason(contentType).or(() -> OneShot.objection(content));
            if (known.isPresent()) {
                return new Encoded.Unfit(known.get());
            }
            try {
                payload = serializer.write(content, contentType);
                Optional<String> flaw = faithfulness.flaw(content, contentType, payload, sizes.leftOutAllowed());
                if (flaw.isPresent()) {
                    return refused(contentType, flaw.get());
                }
            } catch (CacheSerializationException e) {
                return refused(contentType, String.valueOf(e.getMessage()));
            } catch (Throwable e) {
                Faults.keepInterrupt(e);
                return refused(
                        contentType,
                        "serializer " + serializer.name() + " cannot write "
                                + content.getClass().getName() + " ("
                                + e.getClass().getName() + "); use another type or serializer");
            }
        }
        List<byte[]> tags = new ArrayList<>();
        int header = HEADER;
        for (String tag : head.stamp().tags()) {
            byte[] text = tag.getBytes(StandardCharsets.UTF_8);
            tags.add(text);
            header += 2 + text.length;
        }
        if (header + (long) payload.length > sizes.max()) {
            return new Encoded.Unfit((header + (long) payload.length) + " bytes are more than max-value=" + sizes.max()
                    + "; raise it, or cache less in one value");
        }
        byte[] packed = payload.length > sizes.compressAbove() ? Compression.deflate(payload) : payload;
        int flags = (content == null ? FLAG_NULL : 0)
                | (packed.length < payload.length ? FLAG_COMPRESSED : 0)
                | (encryption.isOn() ? FLAG_ENCRYPTED : 0);
        ByteBuffer out = ByteBuffer.allocate(header);
        out.putShort(MAGIC).put(FORMAT).put((byte) flags).put(serializer.id());
        out.putLong(Hash.of(key.value())).putLong(fingerprints.of(type));
        out.putLong(head.stamp().incarnation()).putLong(head.stamp().epoch());
        out.putLong(head.fresh().toMillis()).putShort((short) tags.size());
        tags.forEach(tag -> out.putShort((short) tag.length).put(tag));
        byte[] rest = encryption.isOn() ? encryption.seal(key.value(), out.array(), packed) : packed;
        byte[] bytes = Arrays.copyOf(out.array(), header + rest.length);
        System.arraycopy(rest, 0, bytes, header, rest.length);
        return new Encoded.Bytes(bytes);
    }

    private Encoded refused(Type type, String reason) {
        unstorable.refused(type, reason);
        return new Encoded.Unfit(reason);
    }

    /** Returns the value of {@code type} in {@code bytes}, found under {@code key}, unless it is larger than {@code sizes} allow. */
    public Decoded decode(EntryKey key, Type type, byte[] bytes, Sizes sizes) {
        if (bytes.length > sizes.maxStored()) {
            return new Decoded.Unusable("larger than max-value=" + sizes.max(), false);
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getShort() != MAGIC) {
                return new Decoded.Unusable("not written by Cachex", false);
            }
            byte format = in.get();
            if (format != FORMAT) {
                return new Decoded.Unusable("entry format " + format + " is not " + FORMAT, true);
            }
            byte flags = in.get();
            if ((flags & ~FLAGS) != 0) {
                return new Decoded.Unusable("unknown flags " + flags, true);
            }
            byte writer = in.get();
            if (writer != serializer.id()) {
                return new Decoded.Unusable("written by serializer " + writer + ", not by " + serializer.name(), true);
            }
            if (in.getLong() != Hash.of(key.value())) {
                return new Decoded.Unusable("written for another key", false);
            }
            if (in.getLong() != fingerprints.of(type)) {
                return new Decoded.Unusable(
                        "written for another type, or another shape of " + type.getTypeName(), true);
            }
            Head head = head(in);
            byte[] packed = opened(key, flags, bytes, in);
            byte[] payload = (flags & FLAG_COMPRESSED) != 0 ? Compression.inflate(packed, sizes.max()) : packed;
            if (payload.length > sizes.max()) {
                return new Decoded.Unusable("larger than max-value=" + sizes.max(), false);
            }
            return value(type, flags, payload, head);
        } catch (BufferUnderflowException e) {
            return new Decoded.Unusable("cut short", false);
        } catch (UnreadableException e) {
            return new Decoded.Unusable(String.valueOf(e.getMessage()), e.foreign());
        } catch (CacheSerializationException e) {
            return new Decoded.Unusable(String.valueOf(e.getMessage()), e.isOfOtherForm());
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            // Whoever wrote it: what is stored never throws at callers.
            return new Decoded.Unusable("damaged (" + e.getClass().getName() + ")", false);
        }
    }

    /** Returns what follows the header, decrypted. What is not encrypted though it should be may be anybody's. */
    private byte[] opened(EntryKey key, byte flags, byte[] bytes, ByteBuffer in) throws UnreadableException {
        boolean encrypted = (flags & FLAG_ENCRYPTED) != 0;
        if (encrypted != encryption.isOn()) {
            throw new UnreadableException(
                    encrypted
                            ? "encrypted, and cachex.encryption.keys is not set"
                            : "not encrypted, though cachex.encryption.keys is set",
                    true);
        }
        return encrypted
                ? encryption.open(key.value(), Arrays.copyOf(bytes, in.position()), in)
                : Arrays.copyOfRange(bytes, in.position(), bytes.length);
    }

    private static Head head(ByteBuffer in) {
        long incarnation = in.getLong();
        long epoch = in.getLong();
        long fresh = in.getLong();
        if (fresh < 1) {
            throw new IllegalArgumentException("a fresh time below 1 ms");
        }
        int count = room(in, Short.toUnsignedInt(in.getShort()), Short.BYTES);
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] tag = new byte[room(in, Short.toUnsignedInt(in.getShort()), 1)];
            in.get(tag);
            tags.add(new String(tag, StandardCharsets.UTF_8));
        }
        return new Head(new Stamp(incarnation, epoch, List.copyOf(tags)), Duration.ofMillis(fresh));
    }

    /** Returns {@code count} where there are as many parts of {@code size}: no room is made for what is only claimed. */
    private static int room(ByteBuffer in, int count, int size) {
        if ((long) count * size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    /** Returns what was stored with the value in {@code bytes}; empty where that cannot be read. */
    public Optional<Head> head(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getShort() != MAGIC || in.get() != FORMAT) {
                return Optional.empty();
            }
            in.position(STAMP);
            return Optional.of(head(in));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Decoded value(Type type, byte flags, byte[] payload, Head head) {
        boolean optional = OptionalTypes.isOptional(type);
        if ((flags & FLAG_NULL) != 0) {
            if (payload.length > 0) {
                return new Decoded.Unusable("a null entry with content", false);
            }
            return new Decoded.Value(optional ? Optional.empty() : null, head);
        }
        try {
            Object content = serializer.read(payload, OptionalTypes.content(type));
            return new Decoded.Value(optional ? Optional.ofNullable(content) : content, head);
        } catch (CacheSerializationException e) {
            throw e;
        } catch (Throwable e) {
            // What lies in a shared store may ask for any depth and any size.
            Faults.keepInterrupt(e);
            return new Decoded.Unusable(
                    serializer.name() + " cannot read " + type.getTypeName() + ": "
                            + e.getClass().getName(),
                    false);
        }
    }
}
