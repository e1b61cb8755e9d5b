// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.error.CacheSerializationException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The size of what is compressed in 4 bytes, then it, by DEFLATE without a wrapper (RFC 1951). Nothing is unpacked beyond the
 * size that was written, nor beyond the bound of the caller.
 */
final class Compression {
    private static final int SIZE = 4;

    private Compression() {}

    /** Returns {@code plain} compressed, or {@code plain} itself where that is no longer. */
    static byte[] deflate(byte[] plain) {
        if (plain.length <= SIZE) {
            return plain;
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[plain.length - 1];
            ByteBuffer.wrap(out).putInt(plain.length);
            int length = SIZE;
            while (!deflater.finished() && length < out.length) {
                length += deflater.deflate(out, length, out.length - length);
            }
            return deflater.finished() ? Arrays.copyOf(out, length) : plain;
        } finally {
            deflater.end();
        }
    }

    /** Returns what was compressed into {@code bytes}; refuses more than {@code max} bytes before it makes room for them. */
    static byte[] inflate(byte[] bytes, int max) {
        if (bytes.length < SIZE) {
            throw new CacheSerializationException("compressed bytes are cut short", null);
        }
        int size = ByteBuffer.wrap(bytes).getInt();
        if (size < 0 || size > max) {
            throw new CacheSerializationException(
                    "compressed bytes would swell to " + Integer.toUnsignedString(size)
                            + ", more than max-value allows (" + max + ")",
                    null);
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, SIZE, bytes.length - SIZE);
            byte[] plain = new byte[size];
            int length = 0;
            while (length < size) {
                int more = inflater.inflate(plain, length, size - length);
                if (more == 0) {
                    throw new CacheSerializationException("compressed bytes end too early", null);
                }
                length += more;
            }
            if (inflater.inflate(new byte[1]) > 0 || !inflater.finished() || inflater.getRemaining() > 0) {
                throw new CacheSerializationException("compressed bytes go on after their end", null);
            }
            return plain;
        } catch (DataFormatException e) {
            throw new CacheSerializationException("compressed bytes are damaged", e);
        } finally {
            inflater.end();
        }
    }
}
