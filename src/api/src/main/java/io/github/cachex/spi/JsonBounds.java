// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Optional;

/**
 * What is looked at in JSON text before a parser sees it: Parsson never returns from skipping an object that was cut, parsers call
 * themselves for each bracket, and a number takes time that grows with the square of its digits.
 */
@Internal
public final class JsonBounds {
    /** As deep as other parsers go. */
    private static final int DEEPEST = 1_000;

    private static final int MOST_DIGITS = 1_000;
    /** Where a string is asked for as a number. One that is a text may well be of digits alone. */
    private static final int MOST_QUOTED_DIGITS = 10_000;
    /** A number of more makes a billion zeros of ten bytes, once somebody asks for its whole part. */
    private static final int MOST_DIGITS_OF_EXPONENT = 6;

    private final byte[] json;
    private int at;

    private JsonBounds(byte[] json) {
        this.json = json;
    }

    /** Returns why {@code json}, which is UTF-8, is not to be parsed; empty where it may. */
    public static Optional<String> problem(byte[] json) {
        return new JsonBounds(json).problem();
    }

    private Optional<String> problem() {
        int objects = 0;
        int arrays = 0;
        while (at < json.length) {
            byte c = json[at++];
            switch (c) {
                case '"' -> {
                    if (!isStringInBounds()) {
                        return Optional.of(
                                "a text is not closed, or is a number of more than " + MOST_QUOTED_DIGITS + " digits");
                    }
                }
                case '{' -> objects++;
                case '[' -> arrays++;
                case '}' -> objects--;
                case ']' -> arrays--;
                default -> {
                    if (isOfNumber(c) && !isNumberInBounds()) {
                        return Optional.of("a number has more than " + MOST_DIGITS
                                + " digits, or a larger exponent than " + MOST_DIGITS_OF_EXPONENT + " digits can say");
                    }
                }
            }
            if ((objects | arrays) < 0) {
                return Optional.of("a bracket closes what was not opened");
            }
            if (objects + arrays > DEEPEST) {
                return Optional.of("it nests deeper than " + DEEPEST);
            }
        }
        return objects == 0 && arrays == 0 ? Optional.empty() : Optional.of("the JSON text was cut");
    }

    /** Goes on behind the end of a string; returns whether there is one, and none that is a long number. */
    private boolean isStringInBounds() {
        int start = at;
        boolean number = true;
        while (at < json.length && json[at] != '"') {
            number &= isOfNumber(json[at]);
            at += json[at] == '\\' ? 2 : 1;
        }
        at++;
        return at <= json.length && (!number || at - start <= MOST_QUOTED_DIGITS);
    }

    /** Goes on behind the end of a number, the first sign of which was passed. */
    private boolean isNumberInBounds() {
        int start = at - 1;
        int exponent = 0;
        while (at < json.length && isOfNumber(json[at])) {
            if (json[at] == 'e' || json[at] == 'E') {
                exponent = at;
            }
            at++;
        }
        return at - start <= MOST_DIGITS && (exponent == 0 || at - exponent - 2 <= MOST_DIGITS_OF_EXPONENT);
    }

    private static boolean isOfNumber(byte c) {
        return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }
}
