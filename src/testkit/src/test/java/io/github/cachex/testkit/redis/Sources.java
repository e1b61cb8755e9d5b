// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

/** Sources for tests. */
final class Sources {
    private Sources() {}

    /** Returns the embedded binary, ready to be started. */
    static EmbeddedSource embedded() {
        EmbeddedSource source = new EmbeddedSource();
        source.obstacle().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return source;
    }
}
