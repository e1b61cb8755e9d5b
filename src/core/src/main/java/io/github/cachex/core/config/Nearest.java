// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class Nearest {
    private Nearest() {}

    /** Returns the one of {@code words} with the fewest edits from {@code text}, unless all differ in more than half of it. */
    public static Optional<String> of(String text, Collection<String> words) {
        Optional<String> nearest = Optional.empty();
        int fewest = Math.max(2, text.length() / 2) + 1;
        for (String word : words) {
            if (Math.abs(text.length() - word.length()) >= fewest) {
                continue; // so many letters are to be added or removed at least, however long that takes to find out
            }
            int edits = edits(text, word);
            if (edits < fewest) {
                fewest = edits;
                nearest = Optional.of(word);
            }
        }
        return nearest;
    }

    /** Returns how many letters are to be added, removed, replaced or swapped with their neighbour, each once. */
    static int edits(String from, String to) {
        int[] twoAbove = new int[0];
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                row[j] = swapped ? Math.min(row[j], twoAbove[j - 2] + 1) : row[j];
            }
            twoAbove = above;
            above = row;
        }
        return above[to.length()];
    }
}
