// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import java.nio.charset.StandardCharsets;

/** Writes JSON text as bytes without loss. */
final class Utf8 {
    private Utf8() {}

    /** Returns {@code json} in UTF-8; half of a surrogate pair, which UTF-8 cannot say, as the escape that JSON has for it. */
    static byte[] bytes(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8).equals(json)
                ? bytes
                : escaped(json).getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String json) {
        StringBuilder out = new StringBuilder(json.length() + 32);
        // Such a half can only stand within a string of the JSON text, where an escape is allowed.
        json.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                out.append("\\u").append(Integer.toHexString(point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
