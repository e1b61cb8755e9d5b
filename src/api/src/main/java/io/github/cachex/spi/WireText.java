// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.MessageText;
import java.util.Optional;

/**
 * What keeps a text of a user from being the same text on the wire and in a log. Stateless; nothing may be null.
 */
@Internal
public final class WireText {
    private static final int SHOWN = 40;

    private WireText() {}

    /** Returns what is wrong with {@code text}, and the remedy: a control character, or half of a pair, which UTF-8 cannot say. */
    public static Optional<String> problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return Optional.of("has a control character at " + i + "; leave it out");
            }
            if (isHalf(text, i)) {
                return Optional.of("has half of a surrogate pair at " + i + "; leave it out");
            }
        }
        return Optional.empty();
    }

    /** Returns whether the character at {@code at} is half of a surrogate pair that lacks the other. */
    public static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** Returns the begin of {@code text} for a message. */
    static String shown(String text) {
        return MessageText.shown(text, SHOWN);
    }
}
