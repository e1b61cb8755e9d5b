// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/**
 * A setting's value and where it came from.
 *
 * @param value the value that holds; the default where the configured one is bad
 * @param key the key that carried it
 * @param text the text it was read from
 * @param state whether it was configured, and could be read
 */
record Found<T>(T value, String key, String text, State state) {
    /** Where a value stands. */
    enum State {
        /** Configured and read. */
        SET,
        /** Not configured. */
        DEFAULT,
        /** Configured and not usable; noted as a problem. */
        BAD
    }

    boolean isSet() {
        return state == State.SET;
    }

    boolean isBad() {
        return state == State.BAD;
    }

    /** Returns {@code key=text}, and whether it is a default. */
    String said() {
        return key + "=" + text + (state == State.DEFAULT ? " (the default)" : "");
    }
}
