// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.TextMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The texts that the keys of a method can have: what is fixed in them, and {@code {}} for each argument.
 *
 * @param text the fixed text, with {@code {}} in place of each argument
 * @param source where it comes from
 * @param types the classes of the arguments, as far as they are declared, in order; none where they are not known
 */
public record KeyForm(String text, Source source, List<Class<?>> types) {
    private static final String ARGUMENT = "{}";

    /** Where a form comes from, and so what its placeholders can stand for. */
    public enum Source {
        /** A written template, whose placeholders are taken to stand for any text. */
        TEMPLATE,
        /** The arguments alone, with colons between them. */
        GENERATED,
        /** A pattern with stars. */
        PATTERN
    }

    private static final String NO_ARGUMENTS = "()";

    /** Stands for any text, as a star of a pattern does. */
    private static final int ALL = -1;
    /** Stands for any one character. */
    private static final int ONE = -2;
    /** Stands for an argument in a template: no argument holds a star. */
    private static final int WRITTEN = -3;
    /** Stands for one argument in the form that arguments have. */
    private static final int PART = -4;

    /**
     * Two types in one place of two forms, the texts of whose values differ.
     *
     * @param type that of this form
     * @param other that of the other
     * @param match how they differ
     */
    public record Difference(Class<?> type, Class<?> other, TextMatch match) {}

    /** Creates one whose arguments may be anything. */
    public KeyForm(String text, Source source) {
        this(text, source, List.of());
    }

    /**
     * Returns whether a key can have both forms: whether neither their fixed texts nor the types of arguments in the same place
     * exclude each other.
     */
    public boolean meets(KeyForm other) {
        return textsMeet(other)
                && difference(other)
                        .filter(found -> found.match() == TextMatch.NONE)
                        .isEmpty();
    }

    /** Returns the first types in the same place of both forms that differ in a key; empty if none do, or the fixed texts do. */
    public Optional<Difference> difference(KeyForm other) {
        if (types.isEmpty() || other.types.isEmpty() || !textsMeet(other)) {
            return Optional.empty();
        }
        int argument = 0;
        int i = 0;
        while (i < text.length() && i < other.text.length() && text.charAt(i) == other.text.charAt(i)) {
            if (!text.startsWith(ARGUMENT, i)) {
                i++;
                continue;
            }
            i += ARGUMENT.length();
            if (!other.text.startsWith(ARGUMENT, i - ARGUMENT.length()) || !isSameAt(i, text, other.text)) {
                return Optional.empty();
            }
            Class<?> type = types.get(argument);
            Class<?> another = other.types.get(argument++);
            TextMatch match = TextMatch.of(type, another);
            if (match != TextMatch.SAME) {
                return Optional.of(new Difference(type, another, match));
            }
        }
        return Optional.empty();
    }

    /** What follows shows whether the arguments end in the same place. */
    private static boolean isSameAt(int i, String one, String other) {
        return i == one.length() || i == other.length()
                ? one.length() == other.length()
                : one.charAt(i) == other.charAt(i);
    }

    private boolean textsMeet(KeyForm other) {
        if (source == Source.GENERATED && other.source == Source.GENERATED) {
            return text.equals(other.text);
        }
        if (isWithoutArguments() || other.isWithoutArguments()) {
            // No argument is written so, whatever stands beside it.
            boolean pattern = source == Source.PATTERN || other.source == Source.PATTERN;
            return pattern ? matches(other) : text.equals(other.text);
        }
        return matches(other);
    }

    private boolean isWithoutArguments() {
        return source == Source.GENERATED && text.equals(NO_ARGUMENTS);
    }

    private boolean matches(KeyForm other) {
        return new Intersection(tokens(), other.tokens()).isPossible(0, 0);
    }

    private int[] tokens() {
        List<Integer> tokens = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            boolean more = i + 1 < points.length;
            if (points[i] == '{' && more && points[i + 1] == '}') {
                tokens.add(source == Source.GENERATED ? PART : WRITTEN);
                i++;
            } else if (source == Source.PATTERN && points[i] == '\\' && more) {
                tokens.add(points[++i]);
            } else if (source == Source.PATTERN && points[i] == '*') {
                tokens.add(ALL);
            } else if (source == Source.PATTERN && points[i] == '?') {
                tokens.add(ONE);
            } else {
                tokens.add(points[i]);
            }
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Looks for one text that two forms have. */
    private static final class Intersection {
        private final int[] one;
        private final int[] other;
        /** Pairs of places that were tried in vain, so that each is tried once. */
        private final boolean[][] tried;

        Intersection(int[] one, int[] other) {
            this.one = one;
            this.other = other;
            this.tried = new boolean[one.length + 1][other.length + 1];
        }

        boolean isPossible(int i, int j) {
            if (i == one.length && j == other.length) {
                return true;
            }
            if (tried[i][j]) {
                return false;
            }
            tried[i][j] = true;
            boolean oneHolds = i < one.length && isText(one[i]);
            boolean otherHolds = j < other.length && isText(other[j]);
            return oneHolds && isPossible(i + 1, j)
                    || otherHolds && isPossible(i, j + 1)
                    || oneHolds && j < other.length && accepts(one[i], other[j]) && isPossible(i, j + 1)
                    || otherHolds && i < one.length && accepts(other[j], one[i]) && isPossible(i + 1, j)
                    || i < one.length && j < other.length && isSame(one[i], other[j]) && isPossible(i + 1, j + 1);
        }

        private static boolean isText(int token) {
            return token == ALL || token == WRITTEN || token == PART;
        }

        private static boolean accepts(int text, int token) {
            return text == ALL || token < 0 || (text == PART ? isOfArguments(token) : token != '*');
        }

        /** As {@code KeyText} writes arguments. */
        private static boolean isOfArguments(int point) {
            return point > 0x7f || Character.isLetterOrDigit(point) || "-_.%()~,=".indexOf(point) >= 0;
        }

        private static boolean isSame(int token, int another) {
            return !isText(token) && !isText(another) && (token == another || token == ONE || another == ONE);
        }
    }
}
