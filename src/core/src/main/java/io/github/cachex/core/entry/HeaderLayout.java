// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.entry.Encryption.UnreadableException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layout of what stands before an entry's value, as {@link EntryCodec} describes it. */
final class HeaderLayout {
    static final short MAGIC = 0x4358; // "CX"
    static final byte FORMAT = 1;
    static final byte FORMAT_SEALED = 2;
    static final byte FLAG_NULL = 1;
    static final byte FLAG_COMPRESSED = 2;
    static final byte FLAG_ENCRYPTED = 4;
    static final byte FLAG_SLIDING = 8;
    static final byte FLAG_VALIDATORS = 16;
    static final byte FLAG_FAILURE = 32;
    static final int SIZE = 2 + 1 + 1 + 1 + 8 + 8 + 8 + 8 + 8 + 2;
    private static final byte FLAGS = FLAG_NULL | FLAG_COMPRESSED | FLAG_ENCRYPTED | FLAG_VALIDATORS | FLAG_FAILURE;
    private static final int FLAGS_AT = 3;
    private static final int STAMP = 2 + 1 + 1 + 1 + 8 + 8;
    private static final int FRESH = STAMP + 8 + 8;

    private HeaderLayout() {}

    /**
     * What stands before the stamp of an entry.
     *
     * @param format 1 in the clear, 2 encrypted
     * @param flags what the entry is
     * @param serializer the number of the serializer that wrote it
     * @param keyCheck the hash of the key that it was written for
     * @param fingerprint that of the type that it was written as
     */
    record Front(byte format, byte flags, byte serializer, long keyCheck, long fingerprint) {
        boolean is(byte flag) {
            return (flags & flag) != 0;
        }
    }

    /**
     * Reads what stands before the stamp.
     *
     * @throws UnreadableException when it is no entry, or another release's
     */
    static Front front(ByteBuffer in) throws UnreadableException {
        if (in.getShort() != MAGIC) {
            throw new UnreadableException("not written by Cachex", false);
        }
        byte format = in.get();
        byte flags = in.get();
        Optional<String> objection = objection(format, flags);
        if (objection.isPresent()) {
            throw new UnreadableException(objection.get(), true);
        }
        return new Front(format, flags, in.get(), in.getLong(), in.getLong());
    }

    /** Returns why an entry of {@code format} with {@code flags} is another release's, if it is. */
    static Optional<String> objection(byte format, byte flags) {
        if (format != FORMAT && format != FORMAT_SEALED) {
            return Optional.of("entry format " + format + " is neither " + FORMAT + " nor " + FORMAT_SEALED);
        }
        if ((flags & ~(format == FORMAT ? FLAGS : FLAGS | FLAG_SLIDING)) != 0) {
            return Optional.of("unknown flags " + flags);
        }
        return (flags & FLAG_ENCRYPTED) != 0 == (format == FORMAT_SEALED)
                ? Optional.empty()
                : Optional.of("encrypted as entries of format " + format + " are not in this release");
    }

    /** Reads what was stored with the value, from behind the type's fingerprint to the end of the header. */
    static EntryHeader head(ByteBuffer in) {
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
        return new EntryHeader(new InvalidationStamp(incarnation, epoch, List.copyOf(tags)), Duration.ofMillis(fresh));
    }

    /** Returns {@code count} where there are as many parts of {@code size}: no room is made for what is only claimed. */
    private static int room(ByteBuffer in, int count, int size) {
        if ((long) count * size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    /** Returns what was stored with the value of {@code bytes}; empty where that cannot be read. */
    static Optional<EntryHeader> head(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            short magic = in.getShort();
            byte format = in.get();
            if (magic != MAGIC || format != FORMAT && format != FORMAT_SEALED) {
                return Optional.empty();
            }
            return Optional.of(headFromStart(in));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether {@code bytes} of an entry hold a failure in the place of a value. */
    static boolean isFailure(byte[] bytes) {
        return bytes.length >= SIZE && (bytes[FLAGS_AT] & FLAG_FAILURE) != 0;
    }

    /** Reads what was stored with the value of an entry of which {@code in} has all. */
    static EntryHeader headFromStart(ByteBuffer in) {
        if (in.limit() < STAMP) {
            throw new BufferUnderflowException();
        }
        in.position(STAMP);
        return head(in);
    }

    /** Sets how long the entry that begins with {@code header} is fresh. */
    static void setFresh(byte[] header, Duration fresh) {
        ByteBuffer.wrap(header).putLong(FRESH, fresh.toMillis());
    }

    /** Returns {@code header} with {@code rest} behind it. */
    static byte[] joined(byte[] header, byte[] rest) {
        byte[] bytes = new byte[header.length + rest.length];
        System.arraycopy(header, 0, bytes, 0, header.length);
        System.arraycopy(rest, 0, bytes, header.length, rest.length);
        return bytes;
    }
}
