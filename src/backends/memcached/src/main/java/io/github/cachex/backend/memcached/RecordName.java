// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.memcached;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The names of records as memcached takes them: without blanks and control characters, and no longer than 250 bytes. Bytes that it does
 * not take are percent-encoded; what is too long is hashed behind a readable head. Different names stay different.
 */
final class RecordName {
    static final int LONGEST = 250;

    private static final char ESCAPE = '%';
    /** No name has it by itself but one that is hashed. */
    private static final char HASHED = '#';

    private static final int HASH_LENGTH = 43;
    private static final String HEX = "0123456789ABCDEF";

    private RecordName() {}

    static String of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte one : bytes) {
            if (one > ' ' && one < 0x7F && one != ESCAPE && one != HASHED) {
                out.append((char) one);
            } else {
                out.append(ESCAPE).append(HEX.charAt((one >> 4) & 0xF)).append(HEX.charAt(one & 0xF));
            }
        }
        return out.length() <= LONGEST ? out.toString() : hashed(out, bytes);
    }

    private static String hashed(StringBuilder out, byte[] bytes) {
        String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
        out.setLength(LONGEST - 1 - HASH_LENGTH);
        return out.append(HASHED).append(hash).toString();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
