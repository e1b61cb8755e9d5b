// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.ArrayList;
import java.util.List;

/** What a tag must be. */
public final class Tags {
    private static final int MAX_LENGTH = 256;

    private Tags() {}

    /**
     * Returns {@code tags} as a list without repetitions.
     *
     * @throws IllegalArgumentException saying problem and remedy, when one is null, blank, longer than 256 characters or has
     *     control characters
     */
    public static List<String> checked(String... tags) {
        List<String> checked = new ArrayList<>(tags.length);
        for (String tag : tags) {
            check(tag);
            if (!checked.contains(tag)) {
                checked.add(tag);
            }
        }
        return List.copyOf(checked);
    }

    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    private static void check(String tag) {
        if (tag == null || tag.isBlank()) {
            throw new IllegalArgumentException("tag=" + (tag == null ? "null" : "'" + tag + "'")
                    + ": is empty; name what the entries have in common");
        }
        if (tag.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("tag=" + tag.substring(0, 40) + "…: has " + tag.length()
                    + " characters, more than " + MAX_LENGTH + "; use a shorter one");
        }
        if (tag.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "tag=" + tag.replaceAll("\\p{Cntrl}", "?") + ": has a control character; leave it out");
        }
    }
}
