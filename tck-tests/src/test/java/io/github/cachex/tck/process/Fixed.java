// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import io.github.cachex.core.config.ConfigSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration of the values that are given by then. */
public record Fixed(Map<String, String> values) implements ConfigSource {
    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Set<String> names() {
        return values.keySet();
    }
}
