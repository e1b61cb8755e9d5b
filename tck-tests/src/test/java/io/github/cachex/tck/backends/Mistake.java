// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import java.util.HashMap;
import java.util.Map;

/**
 * What is wrong, and what is to be said of it.
 *
 * @param about what it is
 * @param settings that lead into it
 * @param key the setting that is to be looked at
 * @param cause what is to be said of it
 * @param remedy what is to be said that helps
 */
record Mistake(String about, Map<String, String> settings, String key, String cause, String remedy) {
    /** Returns {@code settings} with {@code key} as {@code value}. */
    static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }
}
