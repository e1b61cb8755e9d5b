// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the key that somebody meant, by its segments: {@code cachex.redis.uri} lacks one of
 * {@code cachex.backend.redis.uri}, however many letters that is.
 */
final class NearestKey {
    private static final String ROOT = "cachex";
    /** Dots, dashes, underscores, and where a word in camel case begins. */
    private static final Pattern BETWEEN = Pattern.compile("[._-]+|(?<=[a-z])(?=[A-Z])");

    /** Two segments that were left out are near; one left out beside one too many is another key. */
    private static final double LEFT_OUT = 0.34;

    private static final double TOO_MANY = 0.67;
    private static final double FAR = 1;

    private final List<String> segments;
    private final String letters;

    private NearestKey(String text) {
        boolean capitals = text.equals(text.toUpperCase(Locale.ROOT));
        segments = Stream.of(BETWEEN.split(capitals ? text.toLowerCase(Locale.ROOT) : text))
                .map(segment -> segment.toLowerCase(Locale.ROOT))
                .filter(segment -> !segment.equals(ROOT))
                .toList();
        letters = String.join("", segments);
    }

    /** Returns the one of {@code keys} that is the nearest to {@code text}; empty where none is near. */
    static Optional<String> of(String text, Collection<String> keys) {
        NearestKey written = new NearestKey(text);
        Optional<String> nearest = Optional.empty();
        double least = FAR;
        for (String key : keys) {
            double distance = written.distance(new NearestKey(key));
            if (distance < least) {
                least = distance;
                nearest = Optional.of(key);
            }
        }
        return nearest;
    }

    private double distance(NearestKey key) {
        // Segments may be written together: stalettl. Beyond one letter, long keys would all be alike.
        boolean together = Nearest.edits(letters, key.letters) <= 1;
        return Math.min(together ? ofWords(letters, key.letters) : FAR, ofSegments(key));
    }

    private double ofSegments(NearestKey key) {
        int mine = segments.size();
        int others = key.segments.size();
        double[][] costs = new double[mine + 1][others + 1];
        for (int i = 0; i <= mine; i++) {
            for (int j = 0; j <= others; j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i * TOO_MANY + j * LEFT_OUT;
                    continue;
                }
                double same = costs[i - 1][j - 1] + ofWords(segments.get(i - 1), key.segments.get(j - 1));
                double fewer = costs[i - 1][j] + TOO_MANY;
                double more = costs[i][j - 1] + LEFT_OUT;
                costs[i][j] = Math.min(same, Math.min(fewer, more));
            }
        }
        return mine == 0 ? FAR : costs[mine][others];
    }

    /** Returns the share of letters that differ; far where that is more than a third of them. */
    private static double ofWords(String one, String other) {
        int length = Math.max(one.length(), other.length());
        int edits = Nearest.edits(one, other);
        return edits > (length + 1) / 3 ? FAR : (double) edits / Math.max(1, length);
    }
}
