// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

/**
 * The one place that renders what users wrote for a message: no key, tag, name, value or text of an exception begins a line of its
 * own, turns the order of letters or holds what a terminal obeys. Stateless; nothing may be null.
 */
public final class MessageText {
    private static final char UNSEEN = '?';

    private MessageText() {}

    /** Returns {@code text} on one line, with a question mark for each character that no terminal shows as it is. */
    public static String line(String text) {
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            if (isUnseen(point)) {
                return rendered(text, text.length());
            }
            at += Character.charCount(point);
        }
        return text;
    }

    /** Returns {@code text} as {@link #line} does; of one that is longer than {@code most} characters the begin, and an ellipsis. */
    public static String shown(String text, int most) {
        if (text.length() <= most) {
            return line(text);
        }
        boolean cutsPair = most > 0
                && Character.isHighSurrogate(text.charAt(most - 1))
                && Character.isLowSurrogate(text.charAt(most));
        return rendered(text, cutsPair ? most - 1 : most) + '…';
    }

    private static String rendered(String text, int end) {
        StringBuilder out = new StringBuilder(end + 1);
        for (int at = 0; at < end; ) {
            int point = text.codePointAt(at);
            out.appendCodePoint(isUnseen(point) ? UNSEEN : point);
            at += Character.charCount(point);
        }
        return out.toString();
    }

    /** Line and paragraph separators break a line as a control character does, and formats such as U+202E turn its order. */
    private static boolean isUnseen(int point) {
        if (point >= ' ' && point < 0x7F) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
