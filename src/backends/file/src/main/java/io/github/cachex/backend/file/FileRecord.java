// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a file holds: a header with lengths and checksum, the name, the bytes. Of one that was torn nothing is read.
 *
 * @param name the name of the record
 * @param version its version
 * @param bytes what is stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FileRecord(String name, long version, byte[] bytes) {
    private static final int MAGIC = 0x43584631; // "CXF1"
    private static final int HEADER = 3 * Integer.BYTES + Long.BYTES + Integer.BYTES;

    /** Returns the bytes of the file. */
    byte[] file() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEADER + text.length + bytes.length);
        out.putInt(MAGIC)
                .putInt(text.length)
                .putInt(bytes.length)
                .putLong(version)
                .putInt(0);
        out.put(text).put(bytes);
        out.putInt(HEADER - Integer.BYTES, checksum(out.array()));
        return out.array();
    }

    private static int checksum(byte[] file) {
        CRC32 sum = new CRC32();
        sum.update(file, 0, HEADER - Integer.BYTES);
        sum.update(file, HEADER, file.length - HEADER);
        return (int) sum.getValue();
    }

    /** Reads {@code file}; empty where it is torn, or none of these. */
    static Optional<FileRecord> of(byte[] file) {
        if (file.length < HEADER) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        int magic = in.getInt();
        int named = in.getInt();
        int length = in.getInt();
        long version = in.getLong();
        int sum = in.getInt();
        if (magic != MAGIC
                || named < 0
                || length < 0
                || (long) named + length != file.length - HEADER
                || sum != checksum(file)) {
            return Optional.empty();
        }
        byte[] text = new byte[named];
        byte[] bytes = new byte[length];
        in.get(text).get(bytes);
        return Optional.of(new FileRecord(new String(text, StandardCharsets.UTF_8), version, bytes));
    }
}
