// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Where a record is: the row whose id is the SHA-256 of its name, and the space that it is listed with, which is what names of one cache
 * begin with.
 */
record RowKey(byte[] id, byte[] space) {
    private static final int LONGEST_SPACE = 512;

    static RowKey of(String name) {
        return new RowKey(id(name), space(name));
    }

    static byte[] id(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has it", e);
        }
    }

    /** Returns prefix, version and cache of a key as its name begins with them; the whole of other names. */
    static byte[] space(String name) {
        int end = name.indexOf(':', Math.max(0, name.indexOf('{')));
        byte[] whole = (end < 0 ? name : name.substring(0, end + 1)).getBytes(StandardCharsets.UTF_8);
        return whole.length <= LONGEST_SPACE ? whole : Arrays.copyOf(whole, LONGEST_SPACE);
    }
}
