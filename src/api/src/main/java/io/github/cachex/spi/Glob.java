// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for ids: {@code *} stands for any characters, {@code ?} for one, a backslash takes their meaning away. Immutable.
 * Matches in linear time per star, whoever wrote the pattern.
 */
public final class Glob {
    private static final int ANY = -1;
    private static final int ONE = -2;
    /** What {@code cachex.key.max-length} allows at most, and a namespace before it. */
    private static final int MAX_LENGTH = 65_536 + 1_024;

    private final int[] parts;

    private Glob(int[] parts) {
        this.parts = parts;
    }

    /**
     * Returns the pattern that {@code text} says.
     *
     * @throws IllegalArgumentException saying problem and remedy, when it is empty, longer than any id, ends with a backslash, or
     *     has control characters or half of a surrogate pair, as no id has
     */
    public static Glob of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("pattern='': is empty; write for example post:*, or use clear");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("pattern=" + WireText.shown(text) + ": has " + text.length()
                    + " characters, more than " + MAX_LENGTH + ", as no id has; use a shorter one");
        }
        WireText.problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException("pattern=" + WireText.shown(text) + ": " + problem);
        });
        List<Integer> parts = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\\') {
                if (++i == points.length) {
                    throw new IllegalArgumentException("pattern=" + WireText.shown(text)
                            + ": ends with a backslash that escapes nothing; write two for one");
                }
                parts.add(points[i]);
            } else {
                parts.add(points[i] == '*' ? ANY : points[i] == '?' ? ONE : points[i]);
            }
        }
        return new Glob(parts.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Returns the text with which every id begins that matches: what comes before the first sign for others. */
    public String head() {
        int length = 0;
        while (length < parts.length && parts[length] >= 0) {
            length++;
        }
        return new String(parts, 0, length);
    }

    /** Returns whether {@code id} matches. */
    public boolean matches(String id) {
        int[] points = id.codePoints().toArray();
        int at = 0;
        int part = 0;
        int star = -1;
        int starAt = 0;
        while (at < points.length) {
            if (part < parts.length && (parts[part] == ONE || parts[part] == points[at])) {
                part++;
                at++;
            } else if (part < parts.length && parts[part] == ANY) {
                star = part++;
                starAt = at;
            } else if (star >= 0) {
                part = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY) {
            part++;
        }
        return part == parts.length;
    }
}
