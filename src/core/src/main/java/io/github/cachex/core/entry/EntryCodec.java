// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value and its header into bytes, and takes them apart again. Thread-safe.
 *
 * <p>The header: magic 2 · format 1 · flags 1 · serializer 1 · key check 8 · type fingerprint 8; then what the serializer
 * wrote. Entry id and times are the backend's. Whatever does not fit is a miss, never an exception and never a wrong
 * object.
 */
public final class EntryCodec {
    private static final short MAGIC = 0x4358; // "CX"
    private static final byte FORMAT = 1;
    private static final byte FLAG_NULL = 1;
    private static final int HEADER = 2 + 1 + 1 + 1 + 8 + 8;
    private static final byte[] NOTHING = {};

    private final Serializer serializer;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Faithfulness faithfulness;

    /** Creates one that writes and reads with {@code serializer}. */
    public EntryCodec(Serializer serializer) {
        this.serializer = serializer;
        this.faithfulness = new Faithfulness(serializer);
    }

    /** Returns whether {@code value} says that there is no value. */
    public static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof Optional<?> optional && optional.isEmpty();
    }

    /** Returns {@code value} of {@code type} as it is stored under {@code key}; null and the empty Optional are a null entry. */
    public Encoded encode(EntryKey key, Type type, @Nullable Object value, int maxBytes) {
        Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        byte[] payload = NOTHING;
        if (content != null) {
            try {
                Type contentType = OptionalTypes.content(type);
                payload = serializer.write(content, contentType);
                Optional<String> flaw = faithfulness.flaw(content, contentType, payload);
                if (flaw.isPresent()) {
                    return new Encoded.Unfit(flaw.get());
                }
            } catch (CacheSerializationException e) {
                return new Encoded.Unfit(String.valueOf(e.getMessage()));
            } catch (RuntimeException | StackOverflowError e) {
                return new Encoded.Unfit("serializer " + serializer.name() + " cannot write "
                        + content.getClass().getName() + " (" + e.getClass().getName()
                        + "); use another type or serializer");
            }
        }
        if (HEADER + (long) payload.length > maxBytes) {
            return new Encoded.Unfit((HEADER + payload.length) + " bytes are more than max-value=" + maxBytes
                    + "; raise it, or cache less in one value");
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + payload.length);
        out.putShort(MAGIC).put(FORMAT).put(content == null ? FLAG_NULL : 0).put(serializer.id());
        out.putLong(Hash.of(key.value())).putLong(fingerprints.of(type)).put(payload);
        return new Encoded.Bytes(out.array());
    }

    /** Returns the value of {@code type} in {@code bytes}, found under {@code key}. */
    public Decoded decode(EntryKey key, Type type, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getShort() != MAGIC) {
                return new Decoded.Unusable("not written by Cachex");
            }
            byte format = in.get();
            if (format != FORMAT) {
                return new Decoded.Unusable("entry format " + format + " is not " + FORMAT);
            }
            byte flags = in.get();
            if ((flags & ~FLAG_NULL) != 0) {
                return new Decoded.Unusable("unknown flags " + flags);
            }
            byte writer = in.get();
            if (writer != serializer.id()) {
                return new Decoded.Unusable("written by serializer " + writer + ", not by " + serializer.name());
            }
            if (in.getLong() != Hash.of(key.value())) {
                return new Decoded.Unusable("written for another key");
            }
            if (in.getLong() != fingerprints.of(type)) {
                return new Decoded.Unusable("written for another type, or another shape of " + type.getTypeName());
            }
            return value(type, flags, bytes, in.position());
        } catch (BufferUnderflowException e) {
            return new Decoded.Unusable("cut short");
        }
    }

    private Decoded value(Type type, byte flags, byte[] bytes, int from) {
        boolean optional = OptionalTypes.isOptional(type);
        if ((flags & FLAG_NULL) != 0) {
            if (from < bytes.length) {
                return new Decoded.Unusable("a null entry with content");
            }
            return new Decoded.Value(optional ? Optional.empty() : null);
        }
        try {
            byte[] payload = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
            Object content = serializer.read(payload, OptionalTypes.content(type));
            return new Decoded.Value(optional ? Optional.ofNullable(content) : content);
        } catch (CacheSerializationException e) {
            return new Decoded.Unusable(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return new Decoded.Unusable(serializer.name() + " cannot read " + type.getTypeName() + ": "
                    + e.getClass().getName());
        }
    }
}
