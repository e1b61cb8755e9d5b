// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which ids are meant: {@code *} stands for any characters, {@code ?} for one, and a backslash takes the meaning of what follows
 * away. Matching takes linear time for each star; that of Redis takes exponential time for many, so Redis is asked for what
 * begins and ends as the glob does, and the rest is sorted out here.
 */
final class RedisPattern {
    /** No code point: what the two signs become, so that escaped ones are told from them. */
    private static final int ANY = -1;

    private static final int ONE = -2;

    private final int[] signs;

    RedisPattern(String glob) {
        int[] points = glob.codePoints().toArray();
        int[] read = new int[points.length];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            boolean escaped = points[i] == '\\' && i + 1 < points.length;
            int point = escaped ? points[++i] : points[i];
            read[count++] = escaped ? point : point == '*' ? ANY : point == '?' ? ONE : point;
        }
        signs = Arrays.copyOf(read, count);
    }

    /** Returns whether {@code id} is meant. */
    boolean matches(String id) {
        int[] points = id.codePoints().toArray();
        int sign = 0;
        int at = 0;
        int star = -1;
        int resume = 0;
        while (at < points.length) {
            if (sign < signs.length && signs[sign] == ANY) {
                star = sign++;
                resume = at;
            } else if (sign < signs.length && (signs[sign] == ONE || signs[sign] == points[at])) {
                sign++;
                at++;
            } else if (star >= 0) {
                // The last star takes one more.
                sign = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (sign < signs.length && signs[sign] == ANY) {
            sign++;
        }
        return sign == signs.length;
    }

    /** Returns a pattern of Redis for keys that begin with {@code head} and end with {@code tail}, around ids of which some are meant. */
    byte[] pattern(String head, String tail) {
        int first = 0;
        while (first < signs.length && signs[first] >= 0) {
            first++;
        }
        int last = signs.length;
        while (last > first && signs[last - 1] >= 0) {
            last--;
        }
        String pattern = literal(head)
                + literal(new String(signs, 0, first))
                + (first == last ? "" : "*")
                + literal(new String(signs, last, signs.length - last))
                + literal(tail);
        return pattern.getBytes(StandardCharsets.UTF_8);
    }

    private static String literal(String text) {
        return text.replaceAll("[*?\\[\\]^\\\\-]", "\\\\$0");
    }
}
