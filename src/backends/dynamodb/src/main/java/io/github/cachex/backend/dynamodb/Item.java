// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.dynamodb;

import io.github.cachex.backend.cas.CasStore;
import io.github.cachex.backend.cas.CasStore.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a record is in the table. Its attributes have short names, since they are paid for. */
final class Item {
    /** The key. */
    static final String NAME = "k";

    static final String VERSION = "v";
    static final String BYTES = "b";
    /** When it may be deleted, in seconds since 1970. */
    static final String GONE_AT = "t";

    private static final int LONGEST_NAME = 2_048;
    private static final int HEAD = 1_024;
    private static final long MILLIS = 1_000;

    private Item() {}

    static Map<String, AttributeValue> key(String name) {
        return Map.of(NAME, AttributeValue.fromS(name(name)));
    }

    /** Returns {@code name}, or its begin and a hash of it where it is longer than a key may be. */
    static String name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NAME - 1) {
            return name;
        }
        // What is hashed ends with what no other name may: it is longest.
        String head = new String(Arrays.copyOf(bytes, HEAD), StandardCharsets.UTF_8);
        String hashed = head + '#' + HexFormat.of().formatHex(sha256(bytes)) + '#';
        return hashed + "#".repeat(LONGEST_NAME - hashed.getBytes(StandardCharsets.UTF_8).length);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static Map<String, AttributeValue> of(String name, long version, byte[] bytes, long goneAt) {
        Map<String, AttributeValue> item = new HashMap<>(key(name));
        item.put(VERSION, number(version));
        if (bytes.length > 0) {
            item.put(BYTES, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        }
        if (goneAt != CasStore.NEVER) {
            item.put(GONE_AT, number(Math.floorDiv(goneAt, MILLIS) + 1));
        }
        return item;
    }

    /** Returns what {@code item} is; empty bytes, which are read as nothing, where it was written by nobody here. */
    static Versioned read(Map<String, AttributeValue> item) {
        SdkBytes bytes =
                Optional.ofNullable(item.get(BYTES)).map(AttributeValue::b).orElse(null);
        return new Versioned(version(item), bytes == null ? new byte[0] : bytes.asByteArray());
    }

    /** Returns the version of {@code item}, {@link Long#MIN_VALUE}, which none has, where it has none. */
    static long version(Map<String, AttributeValue> item) {
        String text =
                Optional.ofNullable(item.get(VERSION)).map(AttributeValue::n).orElse("");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }
}
