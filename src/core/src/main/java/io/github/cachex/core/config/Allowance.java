// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.error.MessageText;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is refused unless somebody says that it is done on purpose, as {@code CachexAllow} names it. */
public enum Allowance {
    /** A key that is the same for all arguments, or leaves out an argument that is named for it. */
    CONSTANT_KEY,
    /** Methods whose calls share keys. */
    SHARED_KEYS,
    /** An invalidation or a put that meets no fetch. */
    UNMET,
    /** Values of which the serializer leaves out what can be seen. */
    LEFT_OUT,
    /** Values whose type cannot be stored. */
    UNSTORABLE;

    private static final int MOST_SHOWN = 200;
    private static final List<String> WORDS =
            Arrays.stream(values()).map(Allowance::word).toList();

    /** Returns its name as annotations and configuration write it, such as {@code constant-key}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the remedy that ends the message of a refusal. */
    public String remedy() {
        return "or allow it by @CachexAllow(\"" + word() + "\")";
    }

    /**
     * Returns what {@code word} names.
     *
     * @throws IllegalArgumentException "problem; remedy" when it names nothing
     */
    public static Allowance of(String word) {
        for (Allowance known : values()) {
            if (known.word().equals(word)) {
                return known;
            }
        }
        Optional<String> nearest = Nearest.of(word, WORDS);
        throw new IllegalArgumentException("nothing called '" + MessageText.shown(word, MOST_SHOWN)
                + "' can be allowed; "
                + nearest.map(near -> "did you mean " + near + "?")
                        .orElseGet(() -> "write " + String.join(", ", WORDS.subList(0, WORDS.size() - 1)) + " or "
                                + WORDS.get(WORDS.size() - 1)));
    }

    /** Reads names with commas between them. */
    static Set<Allowance> parse(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Allowance::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Allowance.class)));
    }
}
