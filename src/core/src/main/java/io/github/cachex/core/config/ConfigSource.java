// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Optional;
import java.util.Set;

/** Where configured texts come from: MicroProfile Config, or the properties of a builder. Thread-safe. */
public interface ConfigSource {
    /** Returns the text configured under {@code key}; an empty text counts as none. */
    Optional<String> get(String key);

    /** Returns the names that are configured, environment variables under their own names. May be incomplete. */
    Set<String> names();

    /** Returns who gives {@code key} its text, for those who look for the place to change it; empty where nobody or an unknown one does. */
    default Optional<String> origin(String key) {
        return Optional.empty();
    }

    /** Returns whether it may say something else later. */
    default boolean mayChange() {
        return true;
    }
}
