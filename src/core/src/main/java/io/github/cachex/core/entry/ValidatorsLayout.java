// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.spi.Validators;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The layout of an entry's validators, which stand before its value where a flag says so, and are encrypted with it: which there are 1
 * (bits: 1 ETag, 2 last modified) · length of the ETag 2 and UTF-8 · seconds 8 and nanoseconds 4 since 1970.
 */
final class ValidatorsLayout {
    private static final byte ETAG = 1;
    private static final byte MODIFIED = 2;
    private static final byte[] NOTHING = {};

    private ValidatorsLayout() {}

    /** What stands behind the header of an entry, taken apart. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Parts(Validators validators, byte[] value) {}

    /** Returns the bytes that stand for {@code validators}; none where there are none. */
    static byte[] bytes(Validators validators) {
        if (validators.isNone()) {
            return NOTHING;
        }
        byte[] etag = validators
                .etag()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(NOTHING);
        int size = 1
                + (validators.etag().isPresent() ? Short.BYTES + etag.length : 0)
                + (validators.lastModified().isPresent() ? Long.BYTES + Integer.BYTES : 0);
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) ((validators.etag().isPresent() ? ETAG : 0)
                | (validators.lastModified().isPresent() ? MODIFIED : 0)));
        if (validators.etag().isPresent()) {
            out.putShort((short) etag.length).put(etag);
        }
        validators
                .lastModified()
                .ifPresent(time -> out.putLong(time.getEpochSecond()).putInt(time.getNano()));
        return out.array();
    }

    /** Takes apart {@code bytes}, which begin with validators. */
    static Parts parts(byte[] bytes) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte which = in.get();
        if (which == 0 || (which & ~(ETAG | MODIFIED)) != 0) {
            throw new UnreadableException("unknown validators " + which, true);
        }
        Optional<String> etag = (which & ETAG) == 0 ? Optional.empty() : Optional.of(text(in));
        Optional<Instant> modified = (which & MODIFIED) == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(in.getLong(), in.getInt()));
        return new Parts(new Validators(etag, modified), Arrays.copyOfRange(bytes, in.position(), bytes.length));
    }

    private static String text(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
