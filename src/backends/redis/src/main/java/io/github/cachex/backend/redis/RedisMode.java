// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.Locale;
import java.util.Optional;

/** How the servers of a Redis stand together. */
enum RedisMode {
    /** One server. */
    STANDALONE,
    /** One server that takes writes, and Sentinels which know the one that does now. */
    SENTINEL,
    /** Several servers that take writes, each for its slots. */
    CLUSTER;

    static Optional<RedisMode> of(String text) {
        for (RedisMode mode : values()) {
            if (mode.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** Returns it as one would write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
