// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a tag must be. */
public final class Tags {
    private static final int MAX_LENGTH = 256;

    private Tags() {}

    /**
     * Returns {@code tags} as a list without repetitions, in their order.
     *
     * @throws IllegalArgumentException saying problem and remedy, when one is null, blank, longer than 256 characters, or has
     *     control characters or half of a surrogate pair
     */
    public static List<String> checked(String... tags) {
        Set<String> checked = new LinkedHashSet<>();
        for (String tag : tags) {
            check(tag);
            checked.add(tag);
        }
        return List.copyOf(checked);
    }

    @SuppressWarnings("ConstantValue") // callers are not all checked for null
    private static void check(String tag) {
        if (tag == null || tag.isBlank()) {
            throw new IllegalArgumentException("tag=" + (tag == null ? "null" : "'" + WireText.shown(tag) + "'")
                    + ": is empty; name what the entries have in common");
        }
        if (tag.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("tag=" + WireText.shown(tag) + ": has " + tag.length()
                    + " characters, more than " + MAX_LENGTH + "; use a shorter one");
        }
        WireText.problem(tag).ifPresent(problem -> {
            throw new IllegalArgumentException("tag=" + WireText.shown(tag) + ": " + problem);
        });
    }
}
