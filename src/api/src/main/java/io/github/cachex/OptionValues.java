// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import io.github.cachex.CacheOptions.Name;
import io.github.cachex.error.MessageText;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.RebuiltExceptions;
import java.time.Duration;
import java.util.List;

/** The values that options can have. Each method throws {@link IllegalArgumentException} for another. */
final class OptionValues {
    private static final int MOST_SHOWN = 200;

    private OptionValues() {}

    static Duration duration(Name name, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(name, text, String.valueOf(e.getMessage()));
        }
    }

    static Duration positive(Name name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw refused(name, value, "is not above zero (1 ms at least)");
        }
        return Durations.bounded(value);
    }

    /** Returns {@code failures}, one at least, each of which can be made again. */
    static <T extends Class<?>> List<T> rebuildable(Name name, List<T> failures) {
        if (failures.isEmpty()) {
            throw refused(name, "", "names no exception; name those that are to be kept");
        }
        for (T failure : failures) {
            RebuiltExceptions.objection(failure).ifPresent(objection -> {
                throw refused(name, failure.getName(), objection);
            });
        }
        return failures;
    }

    static IllegalArgumentException refused(Name name, Object value, String problem) {
        return new IllegalArgumentException(
                CacheOptions.configName(name) + "=" + MessageText.shown(value.toString(), MOST_SHOWN) + ": " + problem);
    }
}
