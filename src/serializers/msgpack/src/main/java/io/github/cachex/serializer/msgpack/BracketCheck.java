// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import java.util.Optional;

/**
 * What is looked at in bytes of MessagePack (its specification names the formats) before a parser sees them: it calls itself for each
 * array and map, and takes their lengths as they are claimed.
 */
final class BracketCheck {
    /** As deep as JSON goes in other parsers. */
    private static final int DEEPEST = 1_000;

    private final byte[] bytes;
    private int at;

    private BracketCheck(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns why {@code bytes} are not to be parsed; empty where they may. */
    static Optional<String> problem(byte[] bytes) {
        return new BracketCheck(bytes).problem();
    }

    private Optional<String> problem() {
        long[] open = new long[DEEPEST + 1];
        int depth = 0;
        open[0] = 1;
        while (open[depth] > 0) {
            if (at == bytes.length) {
                return Optional.of("it was cut");
            }
            open[depth]--;
            int format = bytes[at++] & 0xFF;
            long parts = parts(format);
            long skipped = skipped(format);
            at = (int) Math.min(at + skipped, bytes.length + 1L);
            if (at > bytes.length || parts > bytes.length - at) {
                return Optional.of("it was cut, or claims more than there is");
            }
            if (parts > 0) {
                if (depth == DEEPEST) {
                    return Optional.of("it nests deeper than " + DEEPEST);
                }
                open[++depth] = parts;
            }
            while (depth > 0 && open[depth] == 0) {
                depth--;
            }
        }
        return Optional.empty();
    }

    /** Returns how many values are in the array or map of {@code format}, and goes on behind its length; zero for others. */
    private long parts(int format) {
        return switch (format) {
            case 0xDC -> number(2);
            case 0xDD -> number(4);
            case 0xDE -> 2 * number(2);
            case 0xDF -> 2 * number(4);
            default -> {
                boolean map = format >= 0x80 && format < 0x90;
                boolean array = format >= 0x90 && format < 0xA0;
                yield map ? 2L * (format & 0x0F) : array ? format & 0x0F : 0;
            }
        };
    }

    /** Returns how many bytes the content of {@code format} takes that is no array or map. */
    private long skipped(int format) {
        if (format >= 0xA0 && format < 0xC0) {
            return format & 0x1F;
        }
        return switch (format) {
            case 0xC4, 0xD9 -> number(1);
            case 0xC5, 0xDA -> number(2);
            case 0xC6, 0xDB -> number(4);
            case 0xC7 -> 1 + number(1);
            case 0xC8 -> 1 + number(2);
            case 0xC9 -> 1 + number(4);
            case 0xCC, 0xD0 -> 1;
            case 0xCD, 0xD1, 0xD4 -> 2;
            case 0xD5 -> 3;
            case 0xCA, 0xCE, 0xD2 -> 4;
            case 0xD6 -> 5;
            case 0xCB, 0xCF, 0xD3 -> 8;
            case 0xD7 -> 9;
            case 0xD8 -> 17;
            default -> 0;
        };
    }

    /** Returns the number in the next {@code length} bytes; more than there can be where they are not there. */
    private long number(int length) {
        if (length > bytes.length - at) {
            at = bytes.length;
            return Integer.MAX_VALUE;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | bytes[at++] & 0xFF;
        }
        return number;
    }
}
